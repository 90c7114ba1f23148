import Answering
import Foundation
import RAGCore

/// The calibration that `kefu evaluate --calibrate` leaves in the workspace.
package struct StoredCalibration {
    package let file: URL

    package init(_ workspace: Workspace) {
        file = workspace.root.appending(path: ".kefu/calibration.json")
    }

    /// What holds for `model`; nil where nothing is stored, or it was made with another model, whose cosines are
    /// others.
    ///
    /// Throws `RAGError` (`notConfigured`) where the file is not what was written.
    package func load(for model: EmbeddingModel) throws -> Calibration? {
        guard let data = try? Data(contentsOf: file) else { return nil }
        do {
            let stored = try JSONDecoder().decode(Calibration.self, from: data)
            return stored.model == model.description ? stored : nil
        } catch {
            throw RAGError(
                .notConfigured,
                "The calibration in \(file.path) cannot be read",
                hint: "Remove it, or run `kefu evaluate --calibrate` again",
                cause: error
            )
        }
    }

    /// Writes it in one piece.
    package func save(_ calibration: Calibration) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try encoder.encode(calibration).write(to: file, options: .atomic)
    }
}
