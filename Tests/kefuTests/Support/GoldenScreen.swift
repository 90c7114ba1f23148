import Foundation
import Testing

/// The comparison of a screen with its golden file in Tests/Fixtures/screens.
enum GoldenScreen {
    /// Compares `screen` with the file `name`, ignoring seconds and ports, which differ from run to run.
    ///
    /// With KEFU_UPDATE_GOLDEN=1 in the environment, the file is written first.
    static func expect(_ screen: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let steady =
            screen.replacing(/\d+\.\d+ s/, with: "N s").replacing(/127\.0\.0\.1:\d+/, with: "127.0.0.1:PORT") + "\n"
        let file = folder.appending(path: "\(name).txt")
        if ProcessInfo.processInfo.environment["KEFU_UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(steady.utf8).write(to: file)
        }
        guard let golden = try? String(contentsOf: file, encoding: .utf8) else {
            Issue.record("\(file.path) does not exist; KEFU_UPDATE_GOLDEN=1 writes it", sourceLocation: sourceLocation)
            return
        }
        #expect(golden == steady, "the screen \(name) differs from its golden file", sourceLocation: sourceLocation)
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/screens")
}
