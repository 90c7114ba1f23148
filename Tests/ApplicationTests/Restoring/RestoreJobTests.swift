import Foundation
import Ingestion
import RAGCore
import SQLiteStore
import Testing
import ZipFile

@testable import Application

@Suite("Restoring a backup")
struct RestoreJobTests {
    private static let settings = "chat:\n  history: false\n"

    /// A manifest that names these files with their contents.
    private func manifest(
        _ files: [String: String],
        items: [String] = ["kefu.yaml"],
        format: Int = 1,
        change: (BackupManifest.File) -> BackupManifest.File = { $0 }
    ) throws -> String {
        let manifest = BackupManifest(
            format: format,
            program: "0",
            taken: 0,
            schemas: [:],
            items: items,
            files: files.sorted { $0.key < $1.key }.map { path, text in
                change(
                    .init(
                        path: path,
                        bytes: text.utf8.count,
                        sha256: ContentHash.of(text),
                        mode: "644",
                        modified: 1e9
                    )
                )
            },
            leftOut: []
        )
        return String(decoding: try JSONEncoder().encode(manifest), as: UTF8.self)
    }

    private func write(_ files: [String: String], manifest: String?, to file: URL) throws {
        let parts = files.map { ("workspace/" + $0, ZipWriter.Content.text($1)) }
        try ZipWriter.write(parts + (manifest.map { [("manifest.json", .text($0))] } ?? []), to: file.path)
    }

    /// Restores and expects a refusal that changes nothing.
    private func expectRefusal(
        _ words: String,
        _ location: SourceLocation = #_sourceLocation,
        _ make: (URL) throws -> Void
    ) async throws {
        try await withWorkspace(configuration: Self.settings) { workspace in
            let file = workspace.root.appending(path: "b.zip")
            try make(file)
            let before = try FileManager.default.subpathsOfDirectory(atPath: workspace.root.path).sorted()
            do {
                _ = try RestoreJob(file, into: workspace).run(isCheckOnly: false) { _ in }
                Issue.record("restored", sourceLocation: location)
            } catch let error as RAGError {
                #expect(error.message.contains(words), "\(error.message)", sourceLocation: location)
            }
            let after = try FileManager.default.subpathsOfDirectory(atPath: workspace.root.path).sorted()
            #expect(before == after, sourceLocation: location)
            let text = try String(contentsOf: workspace.configuration, encoding: .utf8)
            #expect(text == Self.settings, sourceLocation: location)
        }
    }

    @Test("files are restored with their contents, rights and times")
    func plain() async throws {
        try await withWorkspace(configuration: Self.settings) { workspace in
            let files = ["kefu.yaml": "new: 1\n", "docs/a.md": "退货"]
            let file = workspace.root.appending(path: "b.zip")
            try write(files, manifest: manifest(files, items: ["kefu.yaml", "docs", "prompts"]), to: file)
            _ = try RestoreJob(file, into: workspace).run(isCheckOnly: true) { _ in }
            #expect(try String(contentsOf: workspace.configuration, encoding: .utf8) == Self.settings)
            _ = try RestoreJob(file, into: workspace).run(isCheckOnly: false) { _ in }
            #expect(try String(contentsOf: workspace.configuration, encoding: .utf8) == "new: 1\n")
            let document = workspace.root.appending(path: "docs/a.md")
            #expect(try String(contentsOf: document, encoding: .utf8) == "退货")
            let attributes = try FileManager.default.attributesOfItem(atPath: document.path)
            #expect(attributes[.modificationDate] as? Date == Date(timeIntervalSince1970: 1e9))
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o644)
            let prompts = workspace.root.appending(path: "prompts").path
            let names = try FileManager.default.contentsOfDirectory(atPath: prompts)
            #expect(names.isEmpty)
        }
    }

    @Test("paths that leave the workspace, hidden items, and files outside of the items are refused")
    func paths() async throws {
        for path in ["kefu.yaml/../../x", "../x", "/tmp/x"] {
            try await expectRefusal("leaves its folder") {
                try write([path: "x"], manifest: manifest([path: "x"]), to: $0)
            }
        }
        try await expectRefusal("leaves its folder") {
            try write(["other": "x"], manifest: manifest(["other": "x"]), to: $0)
        }
        for item in [".ssh", "..", "a/../..", "/"] {
            try await expectRefusal("would replace") {
                try write([:], manifest: manifest([:], items: [item]), to: $0)
            }
        }
        try await expectRefusal("twice") { try write([:], manifest: manifest([:], items: ["a", "a/b"]), to: $0) }
    }

    @Test("a file that differs from its hash or its size, is missing, or is not named is refused")
    func contents() async throws {
        let files = ["kefu.yaml": "a: 1\n"]
        try await expectRefusal("differs from its hash") {
            try write(files, manifest: manifest(["kefu.yaml": "a: 2\n"]), to: $0)
        }
        try await expectRefusal("size of kefu.yaml differs") {
            try write(files, manifest: manifest(["kefu.yaml": "a: 20\n"]), to: $0)
        }
        try await expectRefusal("lacks kefu.yaml") { try write([:], manifest: manifest(files), to: $0) }
        try await expectRefusal("does not name") {
            try write(files.merging(["more": ""]) { $1 }, manifest: manifest(files), to: $0)
        }
        try await expectRefusal("no manifest") { try write(files, manifest: nil, to: $0) }
        try await expectRefusal("cannot be read") { try write(files, manifest: "{", to: $0) }
        try await expectRefusal("newer kefu") { try write(files, manifest: manifest(files, format: 2), to: $0) }
        try await expectRefusal("no ZIP file") { try Data("x".utf8).write(to: $0) }
    }

    @Test("a size that no disk has is refused, without a crash")
    func sizes() async throws {
        let huge = try manifest(["kefu.yaml": "a"]) {
            .init(path: $0.path, bytes: .max, sha256: $0.sha256, mode: $0.mode, modified: $0.modified)
        }
        try await expectRefusal("differs") { try write(["kefu.yaml": "a"], manifest: huge, to: $0) }
    }

    @Test("a folder or link in the ZIP file is refused")
    func links() async throws {
        try await expectRefusal("holds a folder, a link") { file in
            try ZipWriter.write([("workspace/a/", .text("")), ("manifest.json", .text("{}"))], to: file.path)
        }
        try await expectRefusal("holds a folder, a link") { file in
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = [
                "python3", "-c",
                """
                import sys, zipfile
                info = zipfile.ZipInfo("workspace/kefu.yaml")
                info.create_system = 3
                info.external_attr = 0o120777 << 16
                zipfile.ZipFile(sys.argv[1], "w").writestr(info, "/etc/passwd")
                """, file.path,
            ]
            try process.run()
            process.waitUntilExit()
        }
    }

    @Test("a file that is no database is refused")
    func databases() async throws {
        let files = [".kefu/conversations.sqlite": "SQLite format 3\0" + String(repeating: "x", count: 5_000)]
        try await expectRefusal("cannot be used") {
            try write(files, manifest: manifest(files, items: [".kefu"]), to: $0)
        }
    }

    @Test("a workspace in use is not replaced")
    func used() async throws {
        try await withWorkspace(configuration: Self.settings) { workspace in
            let file = workspace.root.appending(path: "b.zip")
            try write([:], manifest: manifest([:]), to: file)
            let use = try WorkspaceUse.shared(workspace)
            #expect(throws: RAGError.self) {
                _ = try RestoreJob(file, into: workspace).run(isCheckOnly: false) { _ in }
            }
            withExtendedLifetime(use) {}
        }
    }

    @Test("a folder that was made for a backup that cannot be restored is removed")
    func newFolder() async throws {
        try await withWorkspace { workspace in
            let folder = workspace.root.appending(path: "new", directoryHint: .isDirectory)
            let file = workspace.root.appending(path: "b.zip")
            let files = [".kefu/conversations.sqlite": "no database"]
            try write(files, manifest: manifest(files, items: [".kefu"]), to: file)
            #expect(throws: RAGError.self) {
                _ = try RestoreJob(file, into: Workspace(root: folder)).run(isCheckOnly: false) { _ in }
            }
            #expect(!FileManager.default.fileExists(atPath: folder.path))
        }
    }
}
