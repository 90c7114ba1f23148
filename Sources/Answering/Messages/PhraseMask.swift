import Lexicon

/// Removes phrases that contain a listed word but mean something else, before the listed words are looked for.
struct PhraseMask: Sendable {
    private let phrases: [String]
    private let finder: AhoCorasick

    /// Creates a mask of `phrases` in lower case.
    init(_ phrases: [String]) {
        self.phrases = phrases
        finder = AhoCorasick(phrases.map { Array($0.unicodeScalars) })
    }

    /// Returns `text`, in lower case, with a blank in place of each phrase.
    func masking(_ text: String) -> String {
        finder.found(in: text).reduce(text) { $0.replacing(phrases[$1], with: " ") }
    }
}
