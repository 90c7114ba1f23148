import Application
import Foundation

/// A workspace in a temporary folder, with the shipped prompts.
enum TemporaryWorkspace {
    static func with(_ documents: [String: String], _ body: (Workspace) async throws -> Void) async throws {
        let files = FileManager.default
        let root = files.temporaryDirectory.appending(path: "kefu-\(UUID().uuidString)", directoryHint: .isDirectory)
        try files.createDirectory(at: root.appending(path: "knowledge-base"), withIntermediateDirectories: true)
        defer { try? files.removeItem(at: root) }
        try files.copyItem(at: package.appending(path: "prompts"), to: root.appending(path: "prompts"))
        for (path, text) in documents {
            let file = root.appending(path: "knowledge-base/\(path)")
            try files.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        try await body(Workspace(root: root))
    }

    /// The folder of the package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().resolvingSymlinksInPath()
}

/// Documents that tests ask about.
enum SampleDocuments {
    static let all = [
        "refunds.md": "# 退款\n\n退款在 3 个工作日内到账。\n\n# Refunds\n\nRefunds arrive within 3 working days.\n",
        "faq.csv": "question,answer,tags\n你们几点开门,我们九点开门。,shop\nWhen do you open,We open at nine.,shop\n",
        "managers.md": "---\ntags: managers\n---\n# 经理手册\n\n经理可以批准 500 元的补偿。\n",
    ]
}
