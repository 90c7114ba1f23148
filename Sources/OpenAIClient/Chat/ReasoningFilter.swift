/// Separates what a model thinks from what it answers, while the reply streams.
///
/// Reasoning belongs to nobody but the model: it quotes instructions, weighs what is wrong, and may speak about the
/// customer. Services send it in the text, between tags or in channels. Some chat templates write the opening tag
/// themselves, so that only the closing one arrives: then all text before it was reasoning. A reply that begins like
/// reasoning is therefore held back until it is clear what it was.
///
/// The result does not depend on how the text was cut into pieces.
struct ReasoningFilter: Sendable {
    /// The result of a piece of the reply.
    enum Output: Sendable, Hashable {
        /// Text of the answer.
        case text(String)
        /// All text so far was reasoning.
        case withdrawn
    }

    private enum State {
        /// The first words are held back until they show what they are.
        case opening
        /// All text is held back: it may be reasoning.
        case holding
        case reasoning, answer
    }

    /// Whether the reply closed reasoning that it never opened.
    private(set) var isUnopened = false

    private var state: State
    /// Bytes that may be the beginning of a mark.
    private var rest: [UInt8] = []
    /// Text that is held back.
    private var held: [UInt8] = []
    private var hasShown = false
    private var hasReasoned = false
    /// White space before the answer belongs to the form of the reply.
    private var dropsSpace = true

    /// The bytes after which the first words are judged.
    private static let judgedLength = 48

    /// Creates a filter for one reply. `holdsBack` is true for a model whose replies begin with reasoning that no tag
    /// opens.
    init(holdsBack: Bool = false) { state = holdsBack ? .holding : .opening }

    /// Returns the answer in the whole text of a reply.
    static func answer(in reply: String) -> String {
        var filter = ReasoningFilter()
        let output = filter.consume(reply) + filter.finish()
        return output.reduce(into: "") { answer, output in
            switch output {
            case .text(let text): answer += text
            case .withdrawn: answer = ""
            }
        }
    }

    /// Takes the next piece of the reply.
    mutating func consume(_ piece: String) -> [Output] {
        rest += piece.utf8
        var output: [Output] = []
        while let (place, mark) = nextMark() {
            pass(rest[..<place], &output)
            rest.removeFirst(place + mark.bytes.count)
            meet(mark, &output)
        }
        let whole = ReasoningMark.beginning(in: rest) ?? rest.count
        pass(rest[..<whole], &output)
        rest.removeFirst(whole)
        return output
    }

    /// Returns the text that was held back, after the reply has ended.
    mutating func finish() -> [Output] {
        var output: [Output] = []
        pass(rest[...], &output)
        rest = []
        release(&output)
        return output
    }

    private func nextMark() -> (place: Int, mark: ReasoningMark)? {
        ReasoningMark.first(in: rest) { $0.kind != .wrapper || hasReasoned }
    }

    private mutating func meet(_ mark: ReasoningMark, _ output: inout [Output]) {
        switch (mark.kind, state) {
        case (.opening, _):
            release(&output)
            state = .reasoning
            hasReasoned = true
        case (.closing, .reasoning), (.answer, .reasoning): answer()
        case (.closing, _):
            isUnopened = true
            hasReasoned = true
            held = []
            if hasShown { output.append(.withdrawn) }
            hasShown = false
            answer()
        case (.answer, _), (.wrapper, _), (.control, _): break
        }
    }

    private mutating func answer() {
        state = .answer
        dropsSpace = !hasShown
    }

    /// Passes on text without marks.
    private mutating func pass(_ bytes: ArraySlice<UInt8>, _ output: inout [Output]) {
        guard state != .reasoning, !bytes.isEmpty else { return }
        held += dropsSpace ? bytes.drop { $0 <= 0x20 } : bytes
        if !held.isEmpty { dropsSpace = false }
        switch state {
        case .answer: release(&output)
        case .opening where held.count >= Self.judgedLength:
            let begins = Self.beginsLikeReasoning(String(decoding: held, as: UTF8.self))
            state = begins ? .holding : .answer
            if !begins { release(&output) }
        case .opening, .holding, .reasoning: break
        }
    }

    private mutating func release(_ output: inout [Output]) {
        guard !held.isEmpty else { return }
        output.append(.text(String(decoding: held, as: UTF8.self)))
        held = []
        hasShown = true
        if state != .reasoning { state = .answer }
    }

    /// Returns whether text speaks about the customer, or to itself, as models do before they answer.
    private static func beginsLikeReasoning(_ text: String) -> Bool {
        let text = text.lowercased()
        return openings.contains(where: text.contains)
    }

    private static let openings = [
        "the user", "the customer", "they ask", "they're asking", "i need to", "i should", "we need to", "we should",
        "let me", "let's", "hmm", "用户", "客户", "顾客", "我需要", "我应该", "我先", "让我", "我来看", "嗯，", "嗯,", "用戶", "客戶",
    ]
}
