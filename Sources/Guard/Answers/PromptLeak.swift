import Lexicon
import RAGCore

/// Detects an answer that recites the prompt.
///
/// It compares letters and digits alone, so that spaces, punctuation and line breaks hide nothing. It cannot detect a
/// translation, a paraphrase or an encoding of the prompt.
struct PromptLeak: Sendable {
    private let prompt: [Unicode.Scalar]
    /// The places of each letter in the prompt.
    private let places: [Unicode.Scalar: [Int]]
    /// The common runs that end at the last letter of the answer: the place of their last letter in the prompt, and
    /// their length.
    private var runs: [Int: Int] = [:]
    /// The weight from which a common run is a leak: about 16 Han characters or 48 Latin letters.
    private static let leakWeight = 48
    private static let hanWeight = 3
    /// The weight under which a common run is chance, so that its text need not be held back.
    private static let heldWeight = 24

    /// Creates a detector for `prompt`, except for its sentences that `allowed` texts (the letters and digits of
    /// passages and of the company's contact) contain as well.
    init(prompt: [String], allowed: [String]) {
        // Sentence by sentence, so that what a passage says too can be left out.
        let secret = prompt.flatMap { $0.unicodeScalars.split(whereSeparator: Self.endsSentence) }
            .map { String($0).lettersAndDigits() }
            .filter { sentence in !sentence.isEmpty && !allowed.contains { $0.hasBytes(of: sentence) } }
        let letters = Array(secret.joined().unicodeScalars)
        self.prompt = letters
        places = Dictionary(grouping: letters.indices) { letters[$0] }
    }

    private static func endsSentence(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "。", ".", "!", "?", "！", "？", "；", ";", "\n": true
        default: false
        }
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
        var longest = 0
        var end = 0
        var next: [Int: Int] = [:]
        for place in places[scalar] ?? [] {
            let run = (runs[place - 1] ?? 0) + 1
            next[place] = run
            if run > longest { (longest, end) = (run, place) }
        }
        runs = next
        let weight =
            longest == 0
            ? 0
            : prompt[(end + 1 - longest)...end].reduce(0) {
                $0 + ($1.isHan ? Self.hanWeight : 1)
            }
        current = weight >= Self.leakWeight ? .leaking : weight >= Self.heldWeight ? .near : .clear
        return current
    }
}
