import Grounding

/// Checks an answer against its passages sentence by sentence while it streams, and marks or withdraws unsupported
/// sentences.
///
/// If they are marked, text is shown as it arrives and the mark follows its sentence. If they are withdrawn, each
/// sentence is shown once it is complete, and nothing from the first unsupported one on.
struct SupportStream: Sendable {
    /// The sentences with a part that the passages they cite do not contain, in order.
    private(set) var findings: [SentenceSupport] = []
    /// Whether a sentence was withdrawn.
    private(set) var isWithdrawn = false

    private let handling: AnswerSettings.Unsupported
    private let mark: String
    private let aligner: SentenceAligner?
    /// The passages by number as they were embedded, for `aligner`.
    private let embedded: [Int: String]
    private let makeCheck: @Sendable () -> SupportCheck
    /// Created when the first sentence is complete, so that the first words do not wait for it.
    private lazy var check = makeCheck()
    private var sentences = SentenceStream()
    /// The number of bytes of the current sentence that are shown.
    private var shown = 0

    /// Creates a stream. `mark` follows an unsupported sentence, with the space before it that the language needs.
    init(
        _ handling: AnswerSettings.Unsupported,
        mark: String,
        aligner: SentenceAligner? = nil,
        embedded: [Int: String] = [:],
        check: @escaping @Sendable () -> SupportCheck
    ) {
        self.handling = handling
        self.mark = mark
        self.aligner = aligner
        self.embedded = embedded
        makeCheck = check
    }

    /// Takes the next piece and returns the text that can be shown now.
    mutating func consume(_ piece: String) async -> String {
        guard handling != .off else { return piece }
        return await release(sentences.consume(piece))
    }

    /// Returns the text that was held back, after the answer has ended.
    mutating func finish() async -> String { await release(sentences.finish()) }

    private mutating func release(_ whole: [String]) async -> String {
        var text = ""
        for sentence in whole where !isWithdrawn { text += await close(sentence) }
        guard handling == .mark else { return text }
        let begun = sentences.begun.utf8.dropFirst(shown)
        shown += begun.count
        return text + String(Substring(begun))
    }

    /// Returns the part of a complete sentence that is not shown yet.
    private mutating func close(_ sentence: String) async -> String {
        defer { shown = 0 }
        let support = await check.check(sentence: sentence, alignedBy: aligner, embedded: embedded)
        if !support.missing.isEmpty { findings.append(support) }
        if !support.isSupported, handling == .withdraw {
            isWithdrawn = true
            return ""
        }
        let text = support.isSupported ? sentence : marked(sentence)
        return String(Substring(text.utf8.dropFirst(shown)))
    }

    /// Returns the sentence with the mark before its final white space; in a table row inside the last cell.
    private func marked(_ sentence: String) -> String {
        var place = sentence.lastIndex { !$0.isWhitespace } ?? sentence.startIndex
        let isRow = sentence.first { !$0.isWhitespace } == "|" && sentence[place] == "|"
        if !isRow { place = sentence.index(after: place) }
        return sentence[..<place] + mark + sentence[place...]
    }
}
