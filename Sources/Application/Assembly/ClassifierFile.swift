import Foundation
import Ingestion
import Insight
import RAGCore

/// A classifier as a file keeps it, with the embedding model whose vectors it takes.
package struct ClassifierFile: Sendable {
    /// The embedding model of the vectors.
    package let model: EmbeddingModel
    /// The model that was learned.
    package let classifier: TextClassifier

    private struct Content: Codable {
        let model: EmbeddingModel
        let classifier: TextClassifier
    }

    /// The first line of a file: the format and its version, then the checksum of the rest.
    private static let mark = "kefu-classifier 2 "

    /// Creates the content of a file.
    package init(model: EmbeddingModel, classifier: TextClassifier) {
        self.model = model
        self.classifier = classifier
    }

    /// Reads the file at `path`. Throws `UsageError` where it cannot be read, is no classifier, or is damaged.
    package init(reading path: String) throws {
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
            throw UsageError("\(path) cannot be read; name a file that `kefu classify --save` wrote")
        }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
            case let line = String(decoding: bytes[..<end], as: UTF8.self), line.hasPrefix("kefu-classifier ")
        else { throw UsageError("\(path) is not a classifier; name a file that `kefu classify --save` wrote") }
        guard line.hasPrefix(Self.mark) else {
            throw UsageError("\(path) was written by another version of kefu; learn it again and use --save")
        }
        let rest = Data(bytes[(end + 1)...])
        guard line.dropFirst(Self.mark.count) == ContentHash.of(rest),
            let content = try? PropertyListDecoder().decode(Content.self, from: rest)
        else { throw UsageError("\(path) is damaged; learn it again and use --save") }
        model = content.model
        classifier = content.classifier
    }

    /// Writes the file at `path`, complete or not at all. Throws `RAGError`.
    package func write(to path: String) throws {
        let encoder = PropertyListEncoder()
        encoder.outputFormat = .binary
        do {
            let content = try encoder.encode(Content(model: model, classifier: classifier))
            let head = Data((Self.mark + ContentHash.of(content) + "\n").utf8)
            try (head + content).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw RAGError(
                .failed,
                "The model \(path) cannot be written",
                hint: "Name a file in an existing folder that you may write to",
                cause: error
            )
        }
    }

    /// Throws `RAGError` (`notConfigured`) unless vectors of `other` can be classified.
    func check(against other: EmbeddingModel) throws {
        guard model == other else {
            throw RAGError(
                .notConfigured,
                "The classifier was learned with the embedding model \(model), and \(other) is used now",
                hint: "Learn it again, or set embedding.provider and embedding.model back"
            )
        }
    }
}
