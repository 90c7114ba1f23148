import Lexicon

/// Detects an answer that recites the prompt.
///
/// It compares letters and digits alone, so that spaces, punctuation and line breaks hide nothing. It cannot detect a
/// translation, a paraphrase or an encoding of the prompt.
struct PromptLeak: Sendable {
    private let prompt: [Unicode.Scalar]
    /// For each letter of the prompt, the length of the common run that ends there and at the last letter of the
    /// answer.
    private var runs: [Int]
    /// The weight from which a common run is a leak: about 16 Han characters or 48 Latin letters.
    private static let leakWeight = 48
    private static let hanWeight = 3
    /// The weight under which a common run is chance, so that its text need not be held back.
    private static let heldWeight = 24

    /// Creates a detector for `prompt`, except for its sentences that `allowed` texts (passages, the company's
    /// contact) contain as well.
    init(prompt: [String], allowed: [String]) {
        let allowed = allowed.map { $0.lettersAndDigits() }
        // Sentence by sentence, so that what a passage says too can be left out.
        let secret = prompt.flatMap { $0.split(whereSeparator: { "。.!?！？；;\n".contains($0) }) }
            .map { $0.lettersAndDigits() }
            .filter { sentence in !sentence.isEmpty && !allowed.contains { $0.contains(sentence) } }
        self.prompt = Array(secret.joined().unicodeScalars)
        runs = Array(repeating: 0, count: self.prompt.count)
    }

    /// Whether the end of the text read so far is part of the prompt.
    enum State { case clear, near, leaking }

    /// Reads the next characters of the answer and returns the state at their end, or `leaking` as soon as it occurs.
    mutating func read(_ text: String) -> State {
        guard !prompt.isEmpty else { return .clear }
        var state = State.clear
        for scalar in text.lettersAndDigits().unicodeScalars {
            state = read(scalar)
            if state == .leaking { return state }
        }
        return current
    }

    private var current = State.clear

    private mutating func read(_ scalar: Unicode.Scalar) -> State {
        var previous = 0
        var longest = 0
        var end = 0
        for index in prompt.indices {
            let run = prompt[index] == scalar ? previous + 1 : 0
            previous = runs[index]
            runs[index] = run
            if run > longest { (longest, end) = (run, index) }
        }
        let weight =
            longest == 0
            ? 0
            : prompt[(end + 1 - longest)...end].reduce(0) {
                $0 + ($1.properties.isIdeographic ? Self.hanWeight : 1)
            }
        current = weight >= Self.leakWeight ? .leaking : weight >= Self.heldWeight ? .near : .clear
        return current
    }
}
