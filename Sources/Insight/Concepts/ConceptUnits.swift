import Lexicon
import RAGCore

/// The parts in which texts are searched: a short text as it is, a long one sentence by sentence.
package struct ConceptUnits: Sendable, Hashable {
    /// The parts, in the order of the texts.
    package let texts: [String]
    /// The position of the text that each part belongs to.
    package let owners: [Int]
    /// Whether each part is a sentence of a longer text.
    package let isSentence: [Bool]

    /// A text with more sentences is searched sentence by sentence.
    private static let sentences = 3
    /// A sentence with fewer letters and digits, such as `Right.`, says something only with the next one.
    private static let letters = 8

    /// Splits `texts`. Lines end sentences as well, because transcripts have one turn a line.
    package init(of texts: [String]) {
        var parts: [String] = []
        var owners: [Int] = []
        var isSentence: [Bool] = []
        for (position, text) in texts.enumerated() {
            let sentences = Self.sentences(of: text)
            let chosen = sentences.count > Self.sentences ? sentences : [text]
            parts += chosen
            owners += Array(repeating: position, count: chosen.count)
            isSentence += Array(repeating: chosen.count > 1, count: chosen.count)
        }
        self.texts = parts
        self.owners = owners
        self.isSentence = isSentence
    }

    private static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var start = ""
        for line in text.split(whereSeparator: \.isNewline) {
            for sentence in SentenceSplitter.sentences(of: String(line)) {
                start += start.isEmpty || start.last?.isWhitespace == true ? sentence : " " + sentence
                guard start.lettersAndDigits().count >= letters else { continue }
                sentences.append(start.collapsingWhitespace())
                start = ""
            }
        }
        let rest = start.collapsingWhitespace()
        if !rest.isEmpty {
            if sentences.isEmpty { sentences.append(rest) } else { sentences[sentences.count - 1] += " " + rest }
        }
        return sentences
    }
}
