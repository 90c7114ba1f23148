import Grounding

/// Holds an answer against its passages sentence by sentence while it streams, and does with unsupported ones what is set.
///
/// Where they are marked, words are shown as they come and the mark follows its sentence; where they are withdrawn, each sentence is
/// shown when it is whole, and nothing from the first unsupported one on.
struct SupportStream: Sendable {
    /// Sentences with something that no passage they cite says, in order.
    private(set) var findings: [SentenceSupport] = []
    /// Whether a sentence was withdrawn.
    private(set) var isWithdrawn = false

    private let handling: AnswerSettings.Unsupported
    private let mark: String
    private let makeCheck: @Sendable () -> SupportCheck
    /// Made when the first sentence is whole: by then the customer reads.
    private lazy var check = makeCheck()
    private var sentences = SentenceStream()
    /// Bytes of the sentence under way that are shown.
    private var shown = 0

    /// `mark` follows an unsupported sentence, with the space before it that the language wants.
    init(_ handling: AnswerSettings.Unsupported, mark: String, check: @escaping @Sendable () -> SupportCheck) {
        self.handling = handling
        self.mark = mark
        makeCheck = check
    }

    /// Takes the next piece and gives the text that can be shown by now.
    mutating func consume(_ piece: String) -> String {
        guard handling != .off else { return piece }
        return release(sentences.consume(piece))
    }

    /// The text still held back when the answer has ended.
    mutating func finish() -> String { release(sentences.finish()) }

    private mutating func release(_ whole: [String]) -> String {
        var text = ""
        for sentence in whole where !isWithdrawn { text += close(sentence) }
        guard handling == .mark else { return text }
        let begun = sentences.begun.utf8.dropFirst(shown)
        shown += begun.count
        return text + String(Substring(begun))
    }

    /// What is still to be shown of a sentence that is whole.
    private mutating func close(_ sentence: String) -> String {
        defer { shown = 0 }
        let support = check.check(sentence: sentence)
        if !support.missing.isEmpty { findings.append(support) }
        if !support.isSupported, handling == .withdraw {
            isWithdrawn = true
            return ""
        }
        let text = support.isSupported ? sentence : marked(sentence)
        return String(Substring(text.utf8.dropFirst(shown)))
    }

    /// The mark stands before the blanks that end the sentence, in a row of a table inside the last cell.
    private func marked(_ sentence: String) -> String {
        var place = sentence.lastIndex { !$0.isWhitespace } ?? sentence.startIndex
        let isRow = sentence.first { !$0.isWhitespace } == "|" && sentence[place] == "|"
        if !isRow { place = sentence.index(after: place) }
        return sentence[..<place] + mark + sentence[place...]
    }
}
