import Application
import ArgumentParser
import Foundation

/// One of the configurations that are compared, with the text that names it.
struct NamedConfiguration: Sendable {
    let name: String
    let settings: Settings

    /// Reads `default` (the workspace's own), a YAML file that replaces `kefu.yaml`, or settings between commas that
    /// precede it: `retrieval.top-k=6,retrieval.vector-weight=0.8`. Throws `ValidationError` and `RAGError`.
    init(_ text: String, shared: SharedOptions) async throws {
        name = text
        var shared = shared
        if text == "default" {
            settings = try await shared.load()
        } else if FileManager.default.fileExists(atPath: text) {
            settings = try await shared.load(file: URL(filePath: text))
        } else {
            guard text.contains("=") else {
                throw ValidationError(
                    "'\(text)' is neither default, nor a YAML file, nor a setting such as retrieval.top-k=6"
                )
            }
            shared.settings += Self.settings(in: text)
            settings = try await shared.load()
        }
    }

    /// Splits the text at commas; a part without `=` belongs to the value before it.
    private static func settings(in text: String) -> [String] {
        text.split(separator: ",").reduce(into: []) { settings, part in
            if part.contains("=") || settings.isEmpty {
                settings.append(part.trimmingCharacters(in: .whitespaces))
            } else {
                settings[settings.count - 1] += "," + part
            }
        }
    }
}
