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

    /// The widget of the demo page, which only pages of the service itself may hold, and on this machine alone: it
    /// finds everything, and anyone may open the page.
    static let demo = Settings.Server.Widget(
        id: Settings.Server.Widget.demoID,
        origins: [],
        tags: [],
        questionsPerDay: 5_000
    )

    /// The conversations without a mask, with contacts and keys.
    let store: SQLiteConversationStore
    private let state: Mutex<State>

    /// Uses the settings of `assembly`. Throws `RAGError` where they name a proxy that is no address.
    init(_ assembly: Assembly, store: SQLiteConversationStore) throws {
        self.store = store
        state = Mutex(try Self.state(of: assembly, store))
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

    /// The widgets that are set up.
    var widgets: [Settings.Server.Widget] { settings.server.widgets }

    /// Returns the widgets that `client` may use: those that are set up, and on this machine that of the demo page.
    func widgets(for client: ClientAddress) -> [Settings.Server.Widget] {
        client.isLocal ? widgets + [Self.demo] : widgets
    }

    /// Uses other settings. Throws `RAGError`, and keeps the old ones, where they name a proxy that is no address.
    func use(_ assembly: Assembly) throws {
        let next = try Self.state(of: assembly, store)
        state.withLock { $0 = next }
    }

    private static func state(of assembly: Assembly, _ store: SQLiteConversationStore) throws -> State {
        try State(
            assembly: assembly,
            recorder: assembly.recorder { assembly.masking(store) },
            proxies: assembly.settings.server.trustedProxies.map { text in
                guard let network = IPNetwork(text) else {
                    throw RAGError(
                        .notConfigured,
                        "server.trusted-proxies: \(text) is no address and no network",
                        hint: "Write addresses such as 127.0.0.1 or networks such as 10.0.0.0/8"
                    )
                }
                return network
            }
        )
    }
}
