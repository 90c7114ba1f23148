import Foundation
import RAGCore

extension Settings {
    /// The settings below `server`, `handover` and `interface`: the HTTP service.
    package struct Server: Sendable {
        /// A widget on somebody's pages.
        package struct Widget: Sendable, Hashable {
            /// Its public id.
            package let id: String
            /// The origins of the pages that may hold it, such as `https://shop.example`.
            package let origins: [String]
            /// Only passages with one of these tags are found for its visitors; empty for all.
            package let tags: [String]
            /// The most questions of all its visitors a day.
            package let questionsPerDay: Int

            /// The id of the widget of the demo page, which no other widget may have.
            package static let demoID = "demo"

            /// Creates a widget.
            package init(id: String, origins: [String], tags: [String], questionsPerDay: Int) {
                self.id = id
                self.origins = origins
                self.tags = tags
                self.questionsPerDay = questionsPerDay
            }
        }

        /// The address on which it listens.
        package let host: String
        /// The port on which it listens; 0 for any that is free.
        package let port: Int
        /// The addresses and networks of proxies whose `X-Forwarded-For` is believed.
        package let trustedProxies: [String]
        /// The most questions that are answered at the same time.
        package let concurrency: Int
        /// The most questions that wait for that.
        package let queue: Int
        /// The most requests a minute with one key.
        package let requestsPerKey: Int
        /// The most requests a minute from one address; for IPv6 from one network of 64 bits.
        package let requestsPerAddress: Int
        /// The time that open streams have to end when the service stops.
        package let gracePeriod: Duration
        /// The time after which a silent connection is closed.
        package let idleTimeout: Duration
        /// The pause between two refreshes inside the service; nil for none.
        package let refreshInterval: Duration?
        /// The widgets, by id.
        package let widgets: [Widget]
        /// The secret with which the shop's own server signs the ids of its customers; nil for none.
        package let widgetSecret: String?
        /// Whether answers are labelled as written by AI.
        package let labelsAnswers: Bool

        init(_ reader: inout SettingsReader, environment: [String: String]) throws {
            host = try reader.string("server.host", default: "127.0.0.1")
            port = try reader.integer("server.port", default: 8_420, in: 0...65_535)
            trustedProxies = try reader.strings("server.trusted-proxies")
            concurrency = try reader.integer("server.concurrency", default: 64, in: 1...10_000)
            queue = try reader.integer("server.queue", default: 1_000, in: 0...100_000)
            requestsPerKey = try reader.integer("server.requests-per-minute", default: 600, in: 1...1_000_000)
            requestsPerAddress = try reader.integer("server.requests-per-address", default: 300, in: 1...1_000_000)
            gracePeriod = .seconds(try reader.integer("server.grace-seconds", default: 30, in: 0...3_600))
            idleTimeout = .seconds(try reader.integer("server.idle-seconds", default: 60, in: 1...3_600))
            refreshInterval = try reader.optionalInteger("server.refresh-minutes", in: 1...100_000)
                .map { .seconds($0 * 60) }
            widgets = try reader.strings("server.widgets").map { id in
                guard id != Widget.demoID else {
                    throw RAGError(
                        .notConfigured,
                        "server.widgets names a widget \(id), which is that of the demo page",
                        hint: "Give the widget another name"
                    )
                }
                return Widget(
                    id: id,
                    origins: try reader.strings("server.widget.\(id).origins"),
                    tags: try reader.strings("server.widget.\(id).tags"),
                    questionsPerDay: try reader.integer(
                        "server.widget.\(id).questions-per-day",
                        default: 5_000,
                        in: 1...100_000_000
                    )
                )
            }
            widgetSecret = environment["KEFU_WIDGET_SECRET"].flatMap { $0.isEmpty ? nil : $0 }
            labelsAnswers = try reader.boolean("interface.ai-label", default: true)
        }
    }
}
