import Lexicon
import RAGCore

/// Finds sentences and phrases that a model repeats without end.
struct Repetition: Sendable {
    /// The number of times that each sentence occurred, by its letters.
    private var counts: [String: Int] = [:]
    private var last = ""
    /// The end of the text, without white space and marks.
    private var tail: [Character] = []
    /// The number of characters since `tail` was examined.
    private var unread = 0

    /// The number of letters from which a repeated sentence counts; shorter ones may be the same step in a list.
    private static let (leastHan, leastLatin) = (8, 20)
    /// The number of times that a sentence may occur.
    private static let mostOccurrences = 2
    /// The number of times that a phrase must follow itself, and the letters that they must fill together.
    private static let (leastTimes, leastLength) = (5, 40)
    /// The length of the longest phrase that is looked for, and of the text in which it is.
    private static let (longestPhrase, tailLength) = (60, 300)
    /// The number of characters after which the text is examined again.
    private static let interval = 24

    /// Returns whether the text with `piece` at its end consists of one phrase again and again at its end.
    mutating func loops(after piece: String) -> Bool {
        for character in piece where character.isLetter || character.isNumber {
            tail.append(character)
            unread += 1
        }
        return unread >= Self.interval && loops()
    }

    /// Returns whether the text so far consists of one phrase again and again at its end.
    mutating func loops() -> Bool {
        unread = 0
        if tail.count > Self.tailLength { tail.removeFirst(tail.count - Self.tailLength) }
        return (1...Self.longestPhrase).contains(where: isPeriodic)
    }

    /// Returns whether the last letters are a phrase of `length` letters many times. A number such as 1000000 is none.
    private func isPeriodic(_ length: Int) -> Bool {
        let needed = max(length * Self.leastTimes, Self.leastLength)
        guard tail.count >= needed else { return false }
        let end = tail.suffix(needed)
        guard zip(end, end.dropFirst(length)).allSatisfy(==) else { return false }
        return end.prefix(length).contains(where: \.isLetter)
    }

    /// Returns whether a complete sentence occurred too often: twice in a row, or three times.
    mutating func isRepeated(_ sentence: String) -> Bool {
        let letters = sentence.lettersAndDigits()
        let isHan = letters.first?.isHanCharacter ?? false
        guard letters.count >= (isHan ? Self.leastHan : Self.leastLatin) else { return false }
        defer { last = letters }
        counts[letters, default: 0] += 1
        return last == letters || counts[letters, default: 0] > Self.mostOccurrences
    }
}
