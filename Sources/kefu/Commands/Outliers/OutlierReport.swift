import Application
import Batch
import Insight
import RAGCore

/// Texts that are unlike all others, as the terminal, JSON and tables show them.
struct OutlierReport: Encodable {
    private struct Entry: Encodable {
        let text: String
        let place: String
        let position: Int
        let score: Float
        let certainty: String
        let reason: String
        let reasonInWords: String
        let nearest: String
        let nearestPlace: String
        let cosine: Float
    }

    private enum Key: String, CodingKey { case name, count, found, notes, outliers }

    private let name: String
    private let count: Int
    private let found: Int
    private let notes: [String]
    private let outliers: [Entry]
    private let texts: TextCollection

    /// The names of the added columns of a table.
    static let columns = ["outlier", "outlier score", "reason", "nearest text", "cosine"]

    init(_ texts: TextCollection, _ outliers: [Outlier], found: Int) {
        name = texts.name
        count = texts.records.count
        self.found = found
        notes = texts.notes
        self.texts = texts
        self.outliers = outliers.map { outlier in
            Entry(
                text: texts.records[outlier.position].text,
                place: texts.records[outlier.position].place,
                position: outlier.position,
                score: outlier.score,
                certainty: outlier.certainty.rawValue,
                reason: outlier.reason.rawValue,
                reasonInWords: Self.words(outlier, texts),
                nearest: texts.records[outlier.nearest].text,
                nearestPlace: texts.records[outlier.nearest].place,
                cosine: outlier.cosine
            )
        }
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(name, forKey: .name)
        try values.encode(count, forKey: .count)
        try values.encode(found, forKey: .found)
        try values.encode(notes, forKey: .notes)
        try values.encode(outliers, forKey: .outliers)
    }

    /// Prints the first `limit` outliers.
    func print(to console: Console, limit: Int) throws {
        for outlier in outliers.prefix(limit) {
            try console.print(
                console.bold(outlier.text.onOneLine.shortened(to: 120)) + console.dim("  \(outlier.place.onOneLine)")
            )
            try console.print(
                "  \(outlier.certainty), \(outlier.score.formatted(digits: 1)): \(outlier.reasonInWords)"
            )
            try console.print(
                console.dim(
                    "  nearest (\(outlier.cosine.formatted(digits: 2))): \(outlier.nearest.onOneLine.shortened(to: 100))"
                )
            )
        }
        if outliers.count > limit {
            try console.print(console.dim("… \(outliers.count - limit) more; --limit shows them"))
        }
        if count > 2 { console.error("\(found) of \(count) texts are unlike all others.") }
    }

    /// Returns the added cells of a text; empty ones where nothing is usual.
    func cells(_ outlier: Outlier?) -> [TableCell] {
        guard let outlier else { return Self.columns.map { _ in .empty } }
        let isOne = outlier.certainty != .unlikely
        return [
            TableCell(isOne ? outlier.certainty.rawValue : "no"), TableCell(Double(outlier.score), digits: 2),
            isOne ? TableCell(Self.words(outlier, texts)) : .empty,
            TableCell(texts.records[outlier.nearest].text), TableCell(Double(outlier.cosine), digits: 3),
        ]
    }

    private static func words(_ outlier: Outlier, _ texts: TextCollection) -> String {
        switch outlier.reason {
        case .empty: "it has no words"
        case .code: "it consists of numbers or codes"
        case .language: "few other texts are in its language"
        case .subject: "no other text is about its subject"
        }
    }
}
