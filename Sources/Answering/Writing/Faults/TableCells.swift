import Foundation
import Grounding
import Lexicon
import RAGCore

/// The cells of a table in an answer, compared with the passages.
struct TableCells: Sendable {
    private let sources: [String]
    private let letters: [String]
    /// The rows after the header, each with its cells.
    private var rows: [[String]] = []
    private var hasHeader = false

    /// The share of cells without a source from which a table is invented.
    private static let mostInvented = 0.34
    /// The share of a cell's words that a passage must contain.
    private static let leastCoverage: Float = 0.6

    /// Creates an empty table. Words of the question need no source.
    init(passages: [String], question: String) {
        sources = passages + [question]
        letters = sources.map { $0.lettersAndDigits() }
    }

    /// Adds a line that begins with `|`. The first one is the header, whose words may be the writer's own.
    mutating func add(row: Substring) {
        let cells = row.split(separator: "|", omittingEmptySubsequences: true).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        if cells.allSatisfy({ $0.allSatisfy { "-: ".contains($0) } }) { return }
        guard hasHeader else {
            hasHeader = true
            return
        }
        rows.append(cells)
    }

    /// Whether too many of the cells stand in no passage.
    var isInvented: Bool {
        let cells = rows.flatMap(\.self).map { CitationParser.withoutMarks($0).text }.filter {
            $0.contains(where: Self.isWord)
        }
        guard !cells.isEmpty else { return false }
        let invented = cells.count { !isKnown($0) }
        return Double(invented) > Self.mostInvented * Double(cells.count)
    }

    private func isKnown(_ cell: String) -> Bool {
        let plain = cell.lettersAndDigits()
        if letters.contains(where: { $0.contains(plain) }) { return true }
        let digits = plain.filter(\.isASCIIDigit)
        let terms = Terms.of(cell)
        guard digits.isEmpty, !terms.isEmpty else { return false }
        return Terms.coverage(of: terms, in: sources) >= Self.leastCoverage
    }

    private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
