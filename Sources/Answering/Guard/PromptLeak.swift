/// Notices when an answer recites the prompt.
///
/// Compares letters and digits alone, so that spaces, marks and line ends hide nothing. A translation, a paraphrase or an encoding of the
/// prompt is out of its reach.
struct PromptLeak: Sendable {
    private let prompt: [Unicode.Scalar]
    /// Length of the run that ends at each letter of the prompt and at the last letter of the answer.
    private var runs: [Int]
    /// Letters that make a run a leak, by weight: about 16 Han characters or 48 Latin letters.
    private static let leakWeight = 48
    private static let hanWeight = 3
    /// Under this, a run is chance, and its text need not be held back.
    private static let heldWeight = 24

    /// `allowed` texts hold what may be said although the prompt says it too: passages, how a person is reached.
    init(prompt: [String], allowed: [String]) {
        let allowed = allowed.map { NameReader.letters(of: $0) }
        // Sentence by sentence, so that what a passage says too can be left out.
        let secret = prompt.flatMap { $0.split(whereSeparator: { "。.!?！？；;\n".contains($0) }) }
            .map { NameReader.letters(of: String($0)) }
            .filter { sentence in !sentence.isEmpty && !allowed.contains { $0.contains(sentence) } }
        // A bar, which no letters hold, keeps a run inside its text.
        self.prompt = Array(secret.joined().unicodeScalars)
        runs = Array(repeating: 0, count: self.prompt.count)
    }

    /// What the text read so far ends with.
    enum State { case clear, near, leaking }

    /// Reads the next characters of the answer.
    mutating func read(_ text: String) -> State {
        guard !prompt.isEmpty else { return .clear }
        var state = State.clear
        for scalar in NameReader.letters(of: text).unicodeScalars {
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
