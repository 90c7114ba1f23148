/// Watches a streamed text for listed words. It holds back what may still become one, so that no part of a listed
/// word is shown.
package struct WordWatch: Sendable {
    /// The word that was found; nil so far. Nothing is shown behind it.
    package private(set) var finding: WordGuard.Finding?

    private let words: WordGuard
    private var held = ""
    /// The character before the text that is held back. A Latin word does not begin directly behind a letter.
    private var last: Character?

    /// Creates a watch for the words of `words`.
    package init(_ words: WordGuard) { self.words = words }

    /// Takes the next piece of the text and returns what can be shown now.
    package mutating func consume(_ piece: String) -> String {
        guard !words.isEmpty else { return piece }
        var shown = ""
        for character in piece where finding == nil { shown += consume(character) }
        return shown
    }

    /// Returns the text that is still held back when the text has ended.
    package mutating func finish() -> String {
        guard !words.isEmpty, finding == nil else { return "" }
        finding = words.scan(context + held, isLast: true).finding
        return finding == nil ? release(held.count) : ""
    }

    private var context: String { last.map(String.init) ?? "" }

    private mutating func consume(_ character: Character) -> String {
        held.append(character)
        let scan = words.scan(context + held, isLast: false)
        finding = scan.finding
        return finding == nil ? release(max(held.count - scan.growing, 0)) : ""
    }

    private mutating func release(_ count: Int) -> String {
        let shown = String(held.prefix(count))
        held.removeFirst(count)
        last = shown.last ?? last
        return shown
    }
}
