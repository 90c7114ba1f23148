import Application
import Foundation
import Logging
import RAGCore
import ServiceLifecycle

/// Tells the team of hand-overs and of contacts that customers left. Nobody waits for that: events are stored, sent one
/// after another in the background, and again where they do not arrive. What has not arrived when the service stops is
/// sent after the next start.
struct HandoverWebhook: Service {
    private let live: LiveSettings
    private let pauses: [Duration]
    private let arrivals: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    private static let logger = Logger(label: "kefu.server")
    /// The seconds after which an event is sent again where the process that took it ended in between.
    private static let patience = 600.0
    /// The time for events that wait when the service stops.
    private static let lastSeconds = Duration.seconds(5)

    /// Creates the sender. `pauses` are those before each further attempt.
    init(_ live: LiveSettings, pauses: [Duration] = [.seconds(2), .seconds(15), .seconds(60), .seconds(300)]) {
        self.live = live
        self.pauses = pauses
        (arrivals, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Sends an event of a session soon. Does nothing where no address is set.
    func send(_ kind: TeamEvent.Kind, _ session: Session.ID) async {
        guard live.settings.handover.webhook != nil else { return }
        do {
            try await live.store.add(kind, of: session, at: Date())
            continuation.yield()
        } catch {
            Self.log("an event for the team could not be stored", error)
        }
    }

    /// Sends events until the service stops. An error here would end open streams as well.
    func run() async {
        continuation.yield()
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await deliverAll() }
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

    /// Sends events as they come and as they are due again, until no more can come and none is due.
    private func deliverAll() async {
        var alarm: Task<Void, Never>?
        for await _ in arrivals {
            alarm?.cancel()
            guard let pause = await deliverDue() else { continue }
            alarm = Task { [continuation] in
                if (try? await Task.sleep(for: pause)) != nil { continuation.yield() }
            }
        }
        alarm?.cancel()
        _ = await deliverDue()
    }

    /// Sends every event that is due. Returns the time until the next one is; nil where none waits.
    private func deliverDue() async -> Duration? {
        do {
            while true {
                try Task.checkCancellation()
                let retry = Date(timeIntervalSinceNow: Self.patience)
                guard let event = try await live.store.takeEvent(dueAt: Date(), until: retry) else { break }
                try await deliver(event)
            }
            return try await live.store.nextEventTime().map { .seconds(max(0, $0.timeIntervalSinceNow)) }
        } catch {
            if error is CancellationError { return nil }
            Self.log("the events for the team cannot be read", error)
            return pauses.last
        }
    }

    /// Sends an event once. It is given up after the last pause.
    private func deliver(_ event: TeamEvent) async throws {
        do {
            if let webhook = Webhook(live.assembly), let body = try await body(event) {
                try await webhook.deliver(body)
            }
            try await live.store.remove(event)
        } catch let error as CancellationError {
            // The service stops; after the next start the event is due at once.
            await Task { try? await live.store.postpone(event, until: Date()) }.value
            throw error
        } catch {
            let isLast = event.attempts > pauses.count
            Self.log(isLast ? "an event is given up" : "an event did not arrive at the webhook", error)
            if isLast { return try await live.store.remove(event) }
            let pause = pauses[event.attempts - 1] / .seconds(1)
            try await live.store.postpone(event, until: Date(timeIntervalSinceNow: pause))
        }
    }

    private static func log(_ what: Logger.Message, _ error: any Error) {
        logger.error(what, metadata: ["reason": "\((error as? RAGError)?.description ?? "\(type(of: error))")"])
    }

    /// Returns the JSON of an event; nil where the session was erased in the meantime.
    private func body(_ event: TeamEvent) async throws -> String? {
        guard let session = try await live.store.session(event.session) else { return nil }
        let turns = try await live.store.turns(of: session.id, last: SessionReply.mostTurns)
        let contact = try await live.store.contact(of: session.id)
        return JSON.text(of: HandoverEvent(event.kind, SessionReply(session, turns), contact))
    }
}

/// The body of a webhook.
private struct HandoverEvent: Encodable {
    let event: String
    let created: Int
    let session: SessionReply
    @Nullable var contact: StoredContactReply?

    init(_ kind: TeamEvent.Kind, _ session: SessionReply, _ contact: Contact?) {
        event = kind.rawValue
        created = Date().unixSeconds
        self.session = session
        self.contact = contact.map(StoredContactReply.init)
    }
}
