import Foundation

/// The text typed so far and the cursor in it. The cursor moves by whole characters (grapheme clusters).
struct LineBuffer: Sendable, Hashable {
    private var before: [Character]
    private var after: [Character] = []
    /// The text that was deleted last, for `putBack`.
    private var deleted: [Character] = []

    /// Creates a buffer with the cursor after `text`.
    init(_ text: String = "") { before = Array(text) }

    var text: String { textBefore + textAfter }
    var textBefore: String { String(before) }
    var textAfter: String { String(after) }
    var isEmpty: Bool { before.isEmpty && after.isEmpty }
    var isAtEnd: Bool { after.isEmpty }

    /// Inserts `text` at the cursor; a leading combining mark joins the character before it.
    mutating func insert(_ text: String) { before = Array(textBefore + text) }

    // MARK: Moving; false if the cursor cannot move

    @discardableResult
    mutating func moveLeft() -> Bool {
        guard let last = before.popLast() else { return false }
        after.insert(last, at: 0)
        return true
    }

    @discardableResult
    mutating func moveRight() -> Bool {
        guard !after.isEmpty else { return false }
        before.append(after.removeFirst())
        return true
    }

    mutating func moveWordLeft() { moveLeft(wordLengthLeft) }
    mutating func moveWordRight() { moveRight(wordLengthRight) }
    mutating func moveToLineStart() { moveLeft(lineLengthLeft) }
    mutating func moveToLineEnd() { moveRight(lineLengthRight) }
    mutating func moveToEnd() { moveRight(after.count) }

    /// Moves to the same column of the line above, or to its end if it is shorter.
    mutating func moveUp() -> Bool {
        let column = lineLengthLeft
        guard column < before.count else { return false }
        moveLeft(column + 1)
        moveLeft(max(0, lineLengthLeft - column))
        return true
    }

    /// Moves to the same column of the line below, or to its end if it is shorter.
    mutating func moveDown() -> Bool {
        let column = lineLengthLeft
        guard lineLengthRight < after.count else { return false }
        moveRight(lineLengthRight + 1)
        moveRight(min(column, lineLengthRight))
        return true
    }

    // MARK: Deleting

    mutating func deleteLeft() { if !before.isEmpty { before.removeLast() } }
    mutating func deleteRight() { if !after.isEmpty { after.removeFirst() } }
    mutating func deleteWordLeft() { deleteLeft(wordLengthLeft) }
    mutating func deleteWordRight() { deleteRight(wordLengthRight) }
    mutating func deleteToLineStart() { deleteLeft(lineLengthLeft) }
    /// Deletes to the end of the line; at the end of a line, deletes the line end.
    mutating func deleteToLineEnd() { deleteRight(after.isEmpty ? 0 : max(1, lineLengthRight)) }
    mutating func putBack() { before += deleted }

    /// Replaces the last `count` characters before the cursor by `text`.
    mutating func replace(last count: Int, with text: String) {
        before.removeLast(min(count, before.count))
        insert(text)
    }

    // MARK: Lengths in characters

    private var lineLengthLeft: Int { before.count - (before.lastIndex(of: "\n").map { $0 + 1 } ?? 0) }
    private var lineLengthRight: Int { after.firstIndex(of: "\n") ?? after.count }

    private var wordLengthLeft: Int { Self.wordLength(before.reversed()) }
    private var wordLengthRight: Int { Self.wordLength(after) }

    /// Returns the length of a word: characters that are no letters or digits, then letters and digits of one width.
    ///
    /// Chinese and Latin letters form separate words.
    private static func wordLength(_ characters: some Sequence<Character>) -> Int {
        var length = 0
        var kind: Bool?
        for character in characters {
            let isWord = character.isLetter || character.isNumber
            let isWide = character.cells == 2
            let ends = isWord ? kind != nil && kind != isWide : kind != nil
            if ends { break }
            if isWord { kind = isWide }
            length += 1
        }
        return length
    }

    private mutating func moveLeft(_ count: Int) {
        after.insert(contentsOf: before.suffix(count), at: 0)
        before.removeLast(count)
    }

    private mutating func moveRight(_ count: Int) {
        before += after.prefix(count)
        after.removeFirst(count)
    }

    private mutating func deleteLeft(_ count: Int) {
        if count > 0 { deleted = Array(before.suffix(count)) }
        before.removeLast(count)
    }

    private mutating func deleteRight(_ count: Int) {
        if count > 0 { deleted = Array(after.prefix(count)) }
        after.removeFirst(count)
    }
}
