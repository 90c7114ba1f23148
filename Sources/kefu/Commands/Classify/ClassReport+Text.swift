import Application
import Foundation
import Insight
import RAGCore

extension ClassifyCommand {
    private static let shownClasses = 30
    private static let shownConfusions = 10
    private static let shownSuspicions = 20

    /// Prints the report of a cross-validation.
    func show(_ learned: ClassificationJob.Learned, on console: Console) throws {
        let report = learned.report
        if output.json { return try console.printJSON(ReportRecord(report, learned.records)) }
        try console.print(
            """
            \(console.bold("\(percent(report.accuracy)) of \(report.tested) texts got their label")) \
            when they were not learned from.
            Mean F1 of \(report.classes.count) labels \(report.macroF1.formatted(digits: 3)), \
            calibration error \(report.calibrationError.formatted(digits: 3)).

            """
        )
        try console.print(
            TextTable(
                header: ["label", "texts", "precision", "recall", "F1"],
                rows: report.classes.prefix(Self.shownClasses).map { figures in
                    [figures.label.onOneLine.shortened(to: 50), "\(figures.count)"]
                        + [figures.precision, figures.recall, figures.f1].map { $0?.formatted(digits: 2) ?? "-" }
                }
            ).text
        )
        if report.classes.count > Self.shownClasses {
            try console.print(console.dim("… \(report.classes.count - Self.shownClasses) better ones"))
        }
        if !report.confusions.isEmpty { try console.print(console.bold("\nConfused labels")) }
        for pair in report.confusions.prefix(Self.shownConfusions) {
            try console.print("\(pair.count) × \(pair.label) taken for \(pair.given)")
            try console.print(console.dim("    " + text(pair.example, learned)))
        }
        if !report.suspicions.isEmpty {
            try console.print(console.bold("\nLabels that look wrong, the most suspicious first"))
        }
        for suspicion in report.suspicions.prefix(Self.shownSuspicions) {
            let record = learned.records[suspicion.position]
            try console.print("\(record.place)  \(suspicion.label) → \(suspicion.suggestion)?")
            try console.print(console.dim("    " + text(suspicion.position, learned)))
        }
        if report.suspicions.count > Self.shownSuspicions {
            try console.print(console.dim("… \(report.suspicions.count - Self.shownSuspicions) more; --json has all"))
        }
        if !report.contradictory.isEmpty { try console.print(console.bold("\nThe same text with several labels")) }
        for positions in report.contradictory.prefix(Self.shownConfusions) {
            let records = positions.map { learned.records[$0] }
            let labels = records.map { "\($0.label ?? "") (\($0.place))" }.joined(separator: ", ")
            try console.print(labels + "\n" + console.dim("    " + text(positions[0], learned)))
        }
    }

    private func text(_ position: Int, _ learned: ClassificationJob.Learned) -> String {
        learned.records[position].text.onOneLine.shortened(to: 100)
    }

    private func percent(_ share: Double) -> String { "\((share * 100).formatted(digits: 1))%" }
}

extension NumberRegression.Report {
    /// Prints the report of a regression.
    func print(to console: Console) throws {
        try console.print(
            """
            \(count) texts with numbers, each predicted by a regression that learned from all others:
            root mean squared error \(rootMeanSquaredError.formatted(digits: 3)), \
            explained variance \(explained.formatted(digits: 3)), rank correlation \(rankCorrelation.formatted(digits: 3))
            """
        )
    }
}

/// The report of a cross-validation as JSON shows it, with the texts that it names.
private struct ReportRecord: Encodable {
    private let report: ClassReport
    private let records: [TextRecord]

    init(_ report: ClassReport, _ records: [TextRecord]) { (self.report, self.records) = (report, records) }

    private enum Key: String, CodingKey {
        case tested, accuracy, macroF1, calibrationError, classes, confusions, suspicions, contradictory
    }

    private struct Confusion: Encodable {
        let label, given: String
        let count: Int
        let example: String
    }

    private struct Suspicion: Encodable {
        let place, text, label, suggestion: String
        let probability, suggested: Double
        let position: Int
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(report.tested, forKey: .tested)
        try values.encode(report.accuracy, forKey: .accuracy)
        try values.encode(report.macroF1, forKey: .macroF1)
        try values.encode(report.calibrationError, forKey: .calibrationError)
        try values.encode(report.classes, forKey: .classes)
        try values.encode(
            report.confusions.map {
                Confusion(label: $0.label, given: $0.given, count: $0.count, example: records[$0.example].text)
            },
            forKey: .confusions
        )
        try values.encode(
            report.suspicions.map {
                Suspicion(
                    place: records[$0.position].place,
                    text: records[$0.position].text,
                    label: $0.label,
                    suggestion: $0.suggestion,
                    probability: $0.probability,
                    suggested: $0.suggested,
                    position: $0.position
                )
            },
            forKey: .suspicions
        )
        try values.encode(report.contradictory.map { $0.map { records[$0].place } }, forKey: .contradictory)
    }
}
