import Batch
import Foundation
import Insight
import RAGCore

/// The label that a text was given, as it is printed and written.
struct LabelledText {
    /// nil where none of the labels fits.
    let label: String?
    /// The most probable label, also where none fits.
    let nearest: String
    /// The probability of `nearest`, 0 to 1.
    let probability: Double
    /// The probability that none of the labels fits, 0 to 1.
    let none: Double
    /// The second most probable label.
    let second: String?

    init(_ decision: ClassDecision, of classifier: TextClassifier) {
        nearest = classifier.classes[decision.label]
        label = decision.isNone ? nil : nearest
        probability = Self.rounded(decision.probability)
        none = Self.rounded(decision.none)
        second = decision.second.map { classifier.classes[$0] }
    }

    private static func rounded(_ probability: Double) -> Double { (probability * 10_000).rounded() / 10_000 }

    /// The probability of the answer that is shown.
    var shownProbability: Double { label == nil ? none : probability }

    /// Names of the columns of a table.
    static let columns = ["label", "probability", "none", "nearest label", "second label"]

    /// The cells of a table, in the order of `columns`.
    var cells: [TableCell] {
        [
            TableCell(label ?? "none"), TableCell(probability, digits: 4), TableCell(none, digits: 4),
            TableCell(nearest), TableCell(second),
        ]
    }
}

/// A text with its label, as JSON shows it.
struct LabelledRecord: Encodable {
    let text: String
    let place: String
    let label: LabelledText

    private enum Key: String, CodingKey { case text, place, label, nearest, probability, none, second }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(text, forKey: .text)
        try values.encode(place, forKey: .place)
        try values.encode(label.label, forKey: .label)
        try values.encode(label.nearest, forKey: .nearest)
        try values.encode(label.probability, forKey: .probability)
        try values.encode(label.none, forKey: .none)
        try values.encode(label.second, forKey: .second)
    }
}

/// A text with its number, as JSON shows it.
struct NumberedText: Encodable {
    let text: String
    let place: String
    let number: Double

    init(_ record: TextRecord, _ number: Double) {
        (text, place, self.number) = (record.text, record.place, number)
    }
}
