import Answering
import Foundation
import RAGCore

extension Doctor {
    /// Examines the settings, which have been loaded, and the files that they name.
    func configuration(_ settings: Settings) -> [Finding] {
        var findings: [Finding] = []
        if FileManager.default.fileExists(atPath: workspace.configuration.path) {
            let set = settings.reports.count { $0.origin != "default" }
            findings.append(
                .ok(.configuration, "\(workspace.configuration.path): \(set) settings differ from the default")
            )
        } else {
            findings.append(
                .warning(
                    .configuration,
                    "There is no \(workspace.configuration.path), so every setting has its default",
                    "Copy the kefu.yaml that came with kefu, or name the workspace with --workspace"
                )
            )
        }
        let unnamed = settings.reports.filter { $0.name.hasPrefix("company.") && $0.origin == "default" }
        if !unnamed.isEmpty {
            let names = unnamed.map(\.name).joined(separator: ", ")
            findings.append(
                .warning(.configuration, "\(names) not set: answers name no company", "Set them in kefu.yaml")
            )
        }
        do {
            _ = try PromptLibrary(folder: settings.prompts)
            findings.append(.ok(.configuration, "\(settings.prompts.path): all prompts and their slots are there"))
        } catch {
            findings.append(.fault(.configuration, error))
        }
        return findings + sources(settings)
    }

    private func sources(_ settings: Settings) -> [Finding] {
        var folders = settings.knowledgeBase.sources.compactMap { source -> URL? in
            if case .folder(let folder) = source.location { folder } else { nil }
        }
        if folders.isEmpty || settings.knowledgeBase.folder.isFolder {
            folders.insert(settings.knowledgeBase.folder, at: 0)
        }
        return folders.map { folder in
            guard folder.isFolder else {
                return .fault(.configuration, "There is no folder \(folder.path)", "Make it, or correct its setting")
            }
            return FileManager.default.isReadableFile(atPath: folder.path)
                ? .ok(.configuration, "\(folder.path) can be read")
                : .fault(.configuration, "\(folder.path) may not be read", "Allow it to the user who runs kefu")
        }
    }
}
