import Foundation
import Lexicon
import RAGCore

/// The different texts of one language, in an order that does not depend on the order of the records.
struct DistinctTexts: Sendable {
    /// Texts that differ only in case, width, spaces and final punctuation are one. Nil for other languages.
    let language: Language?
    /// Positions of the records with each text, ascending by the written text, then by position.
    let positions: [[Int]]

    /// The record that stands for each text.
    var representatives: [Int] { positions.map { $0[0] } }

    /// Returns the different texts of `records`, each language by itself: Chinese, English, then all others.
    static func of(_ records: [TextRecord]) -> [DistinctTexts] {
        let forms = records.map { form(of: $0.text) }
        return [Language.chinese, .english, nil].compactMap { language in
            let groups = Dictionary(grouping: records.indices.filter { records[$0].language == language }) { forms[$0] }
            guard !groups.isEmpty else { return nil }
            let sorted = groups.sorted { $0.key < $1.key }.map { _, positions in
                positions.sorted { (records[$0].text, $0) < (records[$1].text, $1) }
            }
            return DistinctTexts(language: language, positions: sorted)
        }
    }

    /// Returns a text without case, width, extra spaces and final punctuation.
    static func form(of text: String) -> String {
        text.foldingCaseAndWidth().collapsingWhitespace()
            .trimmingCharacters(in: CharacterSet(charactersIn: "?!.。…~ "))
    }
}
