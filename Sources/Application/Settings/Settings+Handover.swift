import Foundation
import RAGCore

extension Settings {
    /// The settings below `handover`: how a person takes over.
    package struct Handover: Sendable {
        /// The address that gets the conversation and the contact that a customer left; nil for none.
        package let webhook: URL?
        /// The secret with which requests to it are signed; nil to send them unsigned.
        package let webhookSecret: String?
        /// Whether customers are asked how they can be reached.
        package let takesContact: Bool
        /// The days after which a contact is erased.
        package let keepDays: Int
        /// The business hours; nil if none are set.
        package let hours: BusinessHours?

        init(_ reader: inout SettingsReader, environment: [String: String]) throws {
            webhook = try reader.value(
                "handover.webhook",
                default: URL?.none,
                expected: "an address that begins with https:// or http://"
            ) { text in
                guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()),
                    url.host()?.isEmpty == false
                else { return nil }
                return .some(url)
            }
            webhookSecret = environment["KEFU_HANDOVER_SECRET"].flatMap { $0.isEmpty ? nil : $0 }
            takesContact = try reader.boolean("handover.contact", default: true)
            keepDays = try reader.integer("handover.keep-days", default: 30, in: 1...36_500)
            let zone = try reader.value(
                "handover.time-zone",
                default: TimeZone.current,
                expected: "the name of a time zone, such as Asia/Shanghai"
            ) { TimeZone(identifier: $0) }
            hours = try reader.businessHours("handover.hours", in: zone)
        }
    }
}

extension SettingsReader {
    /// Reads business hours. Throws `RAGError` (`notConfigured`).
    fileprivate mutating func businessHours(_ name: String, in zone: TimeZone) throws -> BusinessHours? {
        let lines = try strings(name)
        guard !lines.isEmpty else { return nil }
        guard let hours = BusinessHours(lines, in: zone) else {
            throw RAGError(
                .notConfigured,
                "The setting \(name) is \(lines.joined(separator: ", "))",
                hint: "Write days and times such as Mon-Fri 9:00-18:00, or daily 8:00-24:00"
            )
        }
        return hours
    }
}
