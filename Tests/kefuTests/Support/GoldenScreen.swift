import Foundation
import Testing

/// What a screen must look like, as a file under Tests/Fixtures/screens.
enum GoldenScreen {
    /// Compares `screen` with the file `name`, with what differs from run to run left out: seconds and ports.
    /// KEFU_UPDATE_GOLDEN=1 writes the file.
    static func expect(_ screen: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let steady =
            screen.replacing(/\d+\.\d+ s/, with: "N s").replacing(/127\.0\.0\.1:\d+/, with: "127.0.0.1:PORT") + "\n"
        let file = folder.appending(path: "\(name).txt")
        if ProcessInfo.processInfo.environment["KEFU_UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(steady.utf8).write(to: file)
        }
        guard let golden = try? String(contentsOf: file, encoding: .utf8) else {
            Issue.record("\(file.path) is not there; KEFU_UPDATE_GOLDEN=1 writes it", sourceLocation: sourceLocation)
            return
        }
        #expect(golden == steady, "the screen \(name) is not as its golden file says", sourceLocation: sourceLocation)
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/screens")
}
