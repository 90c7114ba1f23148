import Lexicon

/// A piece of an answer that the filter judges: a link or picture, a tag, a run of characters that may be an address,
/// or one character.
///
/// Its end depends on the text alone, not on how the text was cut into pieces.
struct AnswerAtom: Equatable {
    enum Kind: Equatable {
        /// `[text](target)`, or a picture if a `!` stands before it.
        case link(text: String, target: String, isPicture: Bool)
        /// `[text]`.
        case bracket(String)
        /// `<…>`.
        case tag(String)
        /// Characters that may be an address, as `AddressRun` finds them.
        case run(String)
        case other(Character)
    }

    let kind: Kind
    /// The number of characters.
    let length: Int

    private static let longestText = 400
    private static let longestTarget = 2_000

    /// Creates the atom that `text` begins with; nil if more text is needed to decide. `isLast` tells that no more
    /// text follows.
    init?(in text: ArraySlice<Character>, isLast: Bool) {
        guard let first = text.first else { return nil }
        if first.isPlainHan {
            self.init(kind: .other(first), length: 1)
            return
        }
        let place = text.startIndex
        let writing = first == "[" ? StopWriting.bracketed(text, isLast: isLast) : .none
        if writing == .unknown { return nil }
        if first == "!" || first == "[", writing == .none {
            if first == "!", place + 1 == text.endIndex, !isLast { return nil }
            let isPicture = first == "!" && place + 1 < text.endIndex && text[place + 1] == "["
            if isPicture || first == "[" {
                guard let atom = Self.bracketed(text, isPicture: isPicture, isLast: isLast) else { return nil }
                self = atom
                return
            }
        }
        if first == "<" {
            guard let atom = Self.tag(text, isLast: isLast) else { return nil }
            self = atom
            return
        }
        guard let end = AddressRun.end(text, isLast: isLast) else { return nil }
        guard end > place else {
            self.init(kind: .other(first), length: 1)
            return
        }
        self.init(kind: .run(String(text[place..<end])), length: end - place)
    }

    private init(kind: Kind, length: Int) {
        self.kind = kind
        self.length = length
    }

    private static func bracketed(_ text: ArraySlice<Character>, isPicture: Bool, isLast: Bool) -> AnswerAtom? {
        let open = text.startIndex + (isPicture ? 1 : 0)
        let alone = AnswerAtom(kind: .other(text[text.startIndex]), length: 1)
        switch close(text, from: open, "[", "]", within: longestText, isLast: isLast) {
        case .unknown: return nil
        case .none: return alone
        case .at(let end):
            let inner = String(text[(open + 1)..<end])
            let next = end + 1
            if next == text.endIndex, !isLast { return nil }
            guard next < text.endIndex, text[next] == "(" else {
                guard !isPicture else { return alone }
                return AnswerAtom(kind: .bracket(inner), length: next - text.startIndex)
            }
            switch close(text, from: next, "(", ")", within: longestTarget, isLast: isLast) {
            case .unknown: return nil
            case .none: return alone
            case .at(let targetEnd):
                let target = String(text[(next + 1)..<targetEnd])
                let kind = Kind.link(text: inner, target: target, isPicture: isPicture)
                return AnswerAtom(kind: kind, length: targetEnd + 1 - text.startIndex)
            }
        }
    }

    private static func tag(_ text: ArraySlice<Character>, isLast: Bool) -> AnswerAtom? {
        let alone = AnswerAtom(kind: .other("<"), length: 1)
        guard text.count > 1 else { return isLast ? alone : nil }
        let second = text[text.startIndex + 1]
        guard second.isLetter || "/!|?｜".contains(second) else { return alone }
        for index in text.indices.dropFirst().prefix(longestText) {
            if text[index] == ">" {
                return AnswerAtom(
                    kind: .tag(String(text[text.startIndex...index])),
                    length: index + 1 - text.startIndex
                )
            }
            if text[index] == "<" { return alone }
        }
        return text.count > longestText || isLast ? alone : nil
    }

    private enum Closing { case at(Int), none, unknown }

    /// Returns the end of the bracket that opens at `start`: on the same line, with nested brackets closed.
    private static func close(
        _ text: ArraySlice<Character>,
        from start: Int,
        _ opening: Character,
        _ closing: Character,
        within limit: Int,
        isLast: Bool
    ) -> Closing {
        var depth = 0
        for index in start..<text.endIndex {
            if index - start > limit || text[index].isNewline { return .none }
            if text[index] == opening { depth += 1 }
            if text[index] == closing {
                depth -= 1
                if depth == 0 { return .at(index) }
            }
        }
        return isLast ? .none : .unknown
    }
}
