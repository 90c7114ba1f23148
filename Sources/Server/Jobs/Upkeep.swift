import Application
import Foundation
import Logging
import RAGCore
import ServiceLifecycle

/// The work that is done from time to time: contacts are erased after the days that the settings say, and the index
/// is refreshed if they say so.
struct Upkeep: Service {
    let live: LiveSettings
    let refresh: RefreshRunner

    private static let pause = Duration.seconds(60)
    private static let logger = Logger(label: "kefu.server")

    /// Works until the service stops. An error here would end open streams as well.
    func run() async {
        try? await cancelWhenGracefulShutdown {
            var refreshedAt = ContinuousClock.now
            while true {
                await eraseContacts(now: Date())
                if let interval = live.settings.server.refreshInterval, .now - refreshedAt >= interval {
                    refreshedAt = .now
                    _ = await refresh.start()
                }
                try await Task.sleep(for: Self.pause)
            }
        }
    }

    /// Erases the contacts that are too old.
    func eraseContacts(now: Date) async {
        let days = Double(live.settings.handover.keepDays)
        do {
            try await live.store.eraseContacts(before: now.addingTimeInterval(-86_400 * days))
        } catch {
            Self.logger.error("old contacts cannot be erased", metadata: ["reason": "\(error)"])
        }
    }
}
