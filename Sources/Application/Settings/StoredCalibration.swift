import Answering
import Foundation
import OperatingSystem
import RAGCore

/// The file in which `kefu evaluate --calibrate` keeps the calibration of a workspace.
package struct StoredCalibration {
    /// Path of the file.
    package let file: URL

    /// Creates the place of the calibration of `workspace`, whether or not there is one.
    package init(_ workspace: Workspace) {
        file = workspace.root.appending(path: ".kefu/calibration.json")
    }

    /// Returns the calibration for `model`; nil if nothing is stored, or it was made with another model, whose cosines
    /// are not comparable. Throws `RAGError` (`notConfigured`) if the file cannot be read.
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

    /// Replaces the file atomically.
    package func save(_ calibration: Calibration) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try PrivateFile.write(encoder.encode(calibration), to: file.path)
    }
}
