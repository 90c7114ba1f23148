import Foundation
import Testing

@testable import Application

@Suite("The replacement of a workspace's files")
struct WorkspaceSwapTests {
    private let items = ["a", "b", "c/d", "gone"]

    /// Every file below `root` with its content.
    private func contents(_ root: URL) throws -> [String: String] {
        var files: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
            let url = root.appending(path: path)
            if !url.isFolder { files[path] = try String(contentsOf: url, encoding: .utf8) }
        }
        return files
    }

    private func put(_ text: String, _ path: String, in root: URL) throws {
        let url = root.appending(path: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try text.write(to: url, atomically: true, encoding: .utf8)
    }

    /// A workspace with old files and prepared new ones.
    private func withSwap(_ body: (URL, WorkspaceSwap) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "kefu-\(UUID())", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: root) }
        for (path, text) in old { try put(text, path, in: root) }
        let swap = WorkspaceSwap(root)
        try swap.prepare()
        for (path, text) in ["a": "new", "b/one": "new", "c/d/two": "new"] { try put(text, path, in: swap.new) }
        try body(root, swap)
    }

    private let old = ["a": "old", "b/one": "old", "b/two": "old", "gone": "old", "stays": "own", "c/other": "own"]
    private let replaced = ["a": "new", "b/one": "new", "c/d/two": "new", "stays": "own", "c/other": "own"]

    @Test("named files and folders are replaced as a whole, and others stay")
    func whole() throws {
        try withSwap { root, swap in
            try swap.check(items)
            try swap.run(items)
            #expect(try contents(root) == replaced)
        }
    }

    @Test("a swap that was not decided leaves the old files")
    func undecided() throws {
        try withSwap { root, swap in
            try swap.finish()
            try swap.discard()
            #expect(try contents(root) == old)
        }
    }

    @Test("a swap that ended after any number of its renames is finished", arguments: 0...8)
    func interrupted(renames: Int) throws {
        try withSwap { root, swap in
            let plan = #"{"replaced": ["a", "b", "c/d"], "removed": ["gone"]}"#
            let folder = root.appending(path: WorkspaceSwap.folderName)
            try put(plan, "swap.json", in: folder)
            // The renames in the order in which they are made.
            let moves = [
                ("gone", "\(WorkspaceSwap.folderName)/old/gone"), ("a", "\(WorkspaceSwap.folderName)/old/a"),
                ("\(WorkspaceSwap.folderName)/new/a", "a"), ("b", "\(WorkspaceSwap.folderName)/old/b"),
                ("\(WorkspaceSwap.folderName)/new/b", "b"), ("\(WorkspaceSwap.folderName)/new/c/d", "c/d"),
            ]
            for (source, target) in moves.prefix(renames) {
                let url = root.appending(path: target)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try FileManager.default.moveItem(at: root.appending(path: source), to: url)
            }
            #expect(swap.isDecided)
            _ = try WorkspaceUse.shared(Workspace(root: root))
            #expect(try contents(root) == replaced)
            #expect(!swap.isDecided)
        }
    }

    @Test("a link in place of an item or of a folder above it is refused")
    func links() throws {
        try withSwap { root, swap in
            let outside = root.appending(path: "stays")
            try FileManager.default.createSymbolicLink(at: root.appending(path: "link"), withDestinationURL: outside)
            #expect(throws: (any Error).self) { try swap.check(["link"]) }
            #expect(throws: (any Error).self) { try swap.check(["link/a"]) }
            #expect(throws: (any Error).self) { try swap.check(["stays/a"]) }
            try swap.check(["c/d/e", "nothing/there"])
        }
    }
}
