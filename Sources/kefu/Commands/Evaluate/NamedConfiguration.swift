import Application
import ArgumentParser
import Foundation

/// One of several configurations that are tried side by side, under the name it was given by.
struct NamedConfiguration: Sendable {
    let name: String
    let settings: Settings

    /// Reads `default` (the workspace's own), a YAML file in place of `kefu.yaml`, or settings between commas on top of
    /// it: `retrieval.top-k=6,retrieval.vector-weight=0.8`. Throws `ValidationError`, and `RAGError` for what cannot be
    /// set so.
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

    /// Commas part settings; within a value they stay.
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
