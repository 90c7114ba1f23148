import Foundation
import TestSupport

/// A document of any length that is as hard as possible for the reader of its format.
struct HostileDocument: Sendable, CustomStringConvertible {
    let format: String
    let name: String
    private let make: @Sendable (Int) throws -> Data

    init(_ format: String, _ name: String, make: @escaping @Sendable (Int) throws -> Data) {
        (self.format, self.name, self.make) = (format, name, make)
    }

    init(_ format: String, _ text: HostileText, before: String = "", after: String = "") {
        self.init(format, text.name) { size in Data((before + text(size) + after).utf8) }
    }

    /// Returns a document of about `size` bytes, before they are packed.
    func callAsFunction(_ size: Int) throws -> Data { try make(size) }

    var description: String { "\(format): \(name)" }

    /// Documents of every format that is read in this process.
    static let all = plain + html + markdown + tables + json + office + mail

    /// Plain texts as documents, of the formats that treat text differently.
    private static let plain = ["txt", "md", "html", "csv", "py", "eml"].flatMap { format in
        HostileText.plain.map { HostileDocument(format, $0, before: format == "eml" ? "Subject: a\n\n" : "") }
    }
}

extension HostileText {
    /// Describes elements nested in each other around a letter.
    init(_ name: String, nesting open: String, _ close: String, levels: Int = .max) {
        self.init(name, nesting: open, "a", close, levels: levels)
    }

    /// Describes `open` repeated, then `middle`, then `close` as often; again and again with at most `levels` levels.
    init(_ name: String, nesting open: String, _ middle: String, _ close: String, levels: Int = .max) {
        self.init(name) { size in
            let depth = min(max(size / (open.utf8.count + close.utf8.count), 1), levels)
            let one = String(repeating: open, count: depth) + middle + String(repeating: close, count: depth)
            return String(repeating: one, count: max(size / one.utf8.count, 1))
        }
    }

    /// Returns the text with `end` after it.
    func closed(_ end: String) -> HostileText { within("", end) }

    /// Returns the text between `start` and `end`.
    func within(_ start: String, _ end: String) -> HostileText {
        HostileText(name) { size in start + self(size) + end }
    }
}
