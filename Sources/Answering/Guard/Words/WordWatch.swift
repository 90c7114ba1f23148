/// Watches a text that arrives in pieces for listed words: what may still become one is held back, so that none is ever shown.
struct WordWatch: Sendable {
    /// The word that was found; nothing is shown from there on.
    private(set) var finding: WordGuard.Finding?

    private let words: WordGuard
    private var held = ""
    /// What stands before the text held back: a word of letters with spaces begins behind none.
    private var last: Character?

    init(_ words: WordGuard) { self.words = words }

    /// Takes the next piece and gives the text that can be shown by now.
    mutating func consume(_ piece: String) -> String {
        guard !words.isEmpty else { return piece }
        var shown = ""
        for character in piece where finding == nil { shown += consume(character) }
        return shown
    }

    /// The text still held back when the answer has ended.
    mutating func finish() -> String {
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
