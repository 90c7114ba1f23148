import Foundation
import RAGCore

/// Makes a message of a service safe to show: short, on one line, without the key and without the customer's text.
struct Redaction: Sendable {
    /// The key of the service.
    var key: String?
    /// The texts of the request, which a service may quote; nil if they are not known, as for a batch.
    var texts: [String]? = []

    private static let limit = 300
    /// The start of a key, `sk-`. A quotation mark, `=` or a Chinese character may stand before it, but no letter, as
    /// in "disk-full".
    private static let keyStart = "(?<![A-Za-z0-9])sk-"

    func clean(_ message: String) -> String {
        var message = message.withBoundedCharacters()
        for text in texts ?? [] where text.count >= 4 { message = message.replacingOccurrences(of: text, with: "…") }
        message = texts.map { QuoteRemoval(of: $0).removed(from: message) } ?? QuoteRemoval.shortened(message)
        let words = message.unicodeScalars
            .split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
            .map { looksLikeKey(String($0)) ? "[redacted]" : String($0) }
        message = words.joined(separator: " ")
        if message.count > Self.limit { message = message.prefix(Self.limit) + "…" }
        while let last = message.last, last == "." || last == "。" { message.removeLast() }
        return message
    }

    /// Whether a word contains 6 characters of the key in a row, begins like a key, or is masked as services mask keys.
    private func looksLikeKey(_ word: String) -> Bool {
        if word.contains("***") || word.range(of: Self.keyStart, options: .regularExpression) != nil { return true }
        guard let key, !key.isEmpty else { return false }
        guard key.count > 6 else { return word.contains(key) }
        let run = Array(key)
        return (0...(run.count - 6)).contains { word.contains(String(run[$0..<($0 + 6)])) }
    }
}
