import Application
import RAGCore
import SQLiteStore
import Synchronization

/// The settings as they are now, and what is made from them: SIGHUP reads them again.
final class LiveSettings: Sendable {
    private struct State {
        let assembly: Assembly
        let recorder: TurnRecorder
        let proxies: [IPNetwork]
    }

    /// The widget of the demo page, which only pages of the service itself may hold.
    static let demoWidget = "demo"

    /// The conversations without a mask, with contacts and keys.
    let store: SQLiteConversationStore
    private let state: Mutex<State>

    init(_ assembly: Assembly, store: SQLiteConversationStore) {
        self.store = store
        state = Mutex(Self.state(of: assembly, store))
    }

    /// The parts that the settings describe.
    var assembly: Assembly { state.withLock(\.assembly) }
    var settings: Settings { assembly.settings }
    /// Stores the turns of all conversations.
    var recorder: TurnRecorder { state.withLock(\.recorder) }
    /// The stored conversations, with a mask.
    var conversations: any ConversationStore { assembly.masking(store) }
    /// The proxies whose `X-Forwarded-For` is believed.
    var proxies: [IPNetwork] { state.withLock(\.proxies) }

    /// The widgets that are set up, and that of the demo page.
    var widgets: [Settings.Server.Widget] {
        settings.server.widgets + [Settings.Server.Widget(id: Self.demoWidget, origins: [], questionsPerDay: 5_000)]
    }

    func use(_ assembly: Assembly) {
        let next = Self.state(of: assembly, store)
        state.withLock { $0 = next }
    }

    private static func state(of assembly: Assembly, _ store: SQLiteConversationStore) -> State {
        State(
            assembly: assembly,
            recorder: assembly.recorder { assembly.masking(store) },
            proxies: assembly.settings.server.trustedProxies.compactMap { IPNetwork($0) }
        )
    }
}
