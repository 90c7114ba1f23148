import Foundation
import RAGCore

/// The thresholds that a person's answers set, by the name of the concept. They are kept beside the file of concepts,
/// so
/// that its comments and order stay as they are.
package struct ConceptThresholds: Sendable, Hashable {
    /// The thresholds, in standard deviations from the mean score of all texts.
    package private(set) var values: [String: Float]
    /// The path of the file: `concepts.yaml` has `concepts.thresholds.json`.
    package let path: String

    /// Reads the thresholds beside the file of concepts at `path`; none if there are none. Throws `UsageError` if the
    /// file is damaged.
    package init(beside path: String) throws {
        self.path = URL(filePath: path).deletingPathExtension().path + ".thresholds.json"
        guard let bytes = FileManager.default.contents(atPath: self.path) else {
            values = [:]
            return
        }
        do {
            values = try JSONDecoder().decode([String: Float].self, from: bytes)
        } catch {
            throw UsageError("\(self.path) is damaged; delete it and run --review again")
        }
    }

    /// Sets the threshold of the concept `name`.
    package mutating func set(_ threshold: Float, for name: String) { values[name] = threshold }

    /// Writes the file. Throws `RAGError`.
    package func save() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        do {
            try encoder.encode(values).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw RAGError(
                .failed,
                "The thresholds \(path) cannot be written",
                hint: "Put the concepts into a folder that you may write to",
                cause: error
            )
        }
    }
}
