import Foundation
import Ingestion
import RAGCore

extension RefreshProgress {
    /// The progress on one line, such as `3 of 9 documents, 41 chunks …`.
    var line: String {
        var parts = ["\(documentsStored) of \(documentsTotal) documents", "\(chunks) chunks"]
        if seconds >= 1, rate > 0 { parts.append("\(rate.formatted(digits: rate < 10 ? 1 : 0)) a second") }
        if let secondsLeft { parts.append("about \(Duration.seconds(secondsLeft).words) left") }
        return parts.joined(separator: ", ") + " …"
    }
}

extension GenerationRecipe {
    /// Model and chunker, as messages show them.
    var words: String { "\(model) and \(chunker)" }
}

extension Duration {
    /// The duration in whole seconds, minutes or hours: `40 s`, `3 min`, `2 h`.
    var words: String {
        let seconds = self / .seconds(1)
        return seconds < 90
            ? "\(Int(seconds.rounded())) s"
            : seconds < 5_400 ? "\(Int((seconds / 60).rounded())) min" : "\(Int((seconds / 3_600).rounded())) h"
    }
}
