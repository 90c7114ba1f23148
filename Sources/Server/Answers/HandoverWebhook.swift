import Application
import Foundation
import Logging
import RAGCore
import ServiceLifecycle

/// Tells the team of hand-overs and of contacts that customers left. Nobody waits for that: events are sent one after
/// another in the background, and again where they do not arrive. When the service stops, events have some seconds more;
/// then they are lost. The conversations and contacts are stored all the same.
struct HandoverWebhook: Service {
    enum Event: String, Sendable {
        case handedOver = "handed_over"
        case contactLeft = "contact_left"
    }

    private let live: LiveSettings
    private let pauses: [Duration]
    private let events: AsyncStream<(Event, Session.ID)>
    private let continuation: AsyncStream<(Event, Session.ID)>.Continuation

    private static let logger = Logger(label: "kefu.server")
    /// Events that wait. The oldest is dropped above that.
    private static let capacity = 1_000
    /// The time for events that wait when the service stops.
    private static let lastSeconds = Duration.seconds(5)

    /// Creates the sender. `pauses` are those before each further attempt.
    init(_ live: LiveSettings, pauses: [Duration] = [.seconds(2), .seconds(15), .seconds(60), .seconds(300)]) {
        self.live = live
        self.pauses = pauses
        (events, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.capacity))
    }

    /// Sends an event of a session soon. Does nothing where no address is set.
    func send(_ event: Event, _ session: Session.ID) {
        if live.settings.handover.webhook != nil { continuation.yield((event, session)) }
    }

    /// Sends events until the service stops. An error here would end open streams as well.
    func run() async {
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await (event, session) in events { try? await deliver(event, session) }
                }
                group.addTask {
                    try? await gracefulShutdown()
                    try? await Task.sleep(for: Self.lastSeconds)
                }
                await group.next()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            continuation.finish()
        }
    }

    /// Sends an event until it arrives or was sent often enough. Throws `CancellationError` alone.
    private func deliver(_ event: Event, _ session: Session.ID) async throws {
        for pause in pauses.map(Optional.some) + [nil] {
            do {
                guard let webhook = Webhook(live.assembly), let body = try await body(event, session) else { return }
                try await webhook.deliver(body)
                return
            } catch let error as CancellationError {
                throw error
            } catch {
                let reason = (error as? RAGError)?.description ?? "\(type(of: error))"
                Self.logger.error(
                    "an event did not arrive at the webhook",
                    metadata: ["reason": "\(reason)", "again": "\(pause != nil)"]
                )
            }
            if let pause { try await Task.sleep(for: pause) }
        }
    }

    /// Returns the JSON of an event; nil where the session was erased in the meantime.
    private func body(_ event: Event, _ id: Session.ID) async throws -> String? {
        guard let session = try await live.store.session(id) else { return nil }
        let turns = try await live.store.turns(of: id, last: nil)
        let contact = try await live.store.contact(of: id)
        return JSON.text(of: HandoverEvent(event, SessionReply(session, turns), contact))
    }
}

/// The body of a webhook.
private struct HandoverEvent: Encodable {
    let event: String
    let created: Int
    let session: SessionReply
    @Nullable var contact: StoredContactReply?

    init(_ event: HandoverWebhook.Event, _ session: SessionReply, _ contact: Contact?) {
        self.event = event.rawValue
        created = Date().unixSeconds
        self.session = session
        self.contact = contact.map(StoredContactReply.init)
    }
}
