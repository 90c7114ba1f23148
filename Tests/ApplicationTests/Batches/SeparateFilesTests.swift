import Foundation
import RAGCore
import Testing

@testable import Application

@Suite struct SeparateFilesTests {
    @Test("two options may not name one file, by its path, a link, a hard link or the case of letters")
    func same() async throws {
        try await withWorkspace { workspace in
            let folder = workspace.root.appending(path: "out")
            let files = FileManager.default
            try files.createDirectory(at: folder, withIntermediateDirectories: true)
            let file = folder.appending(path: "a.csv")
            try Data("x".utf8).write(to: file)
            try files.linkItem(at: file, to: folder.appending(path: "hard.csv"))
            try files.createSymbolicLink(at: folder.appending(path: "soft.csv"), withDestinationURL: file)
            try files.createSymbolicLink(at: workspace.root.appending(path: "link"), withDestinationURL: folder)
            func isRefused(_ path: String, _ first: URL = file) -> Bool {
                let other = workspace.root.appending(path: path)
                do {
                    try SeparateFiles.check([("--output", first), ("--review", nil), ("--report", other)])
                    return false
                } catch {
                    #expect((error as? UsageError)?.message == "--output and --report name one file; name two")
                    return true
                }
            }
            for path in ["out/a.csv", "out/hard.csv", "out/soft.csv", "link/a.csv", "out/A.CSV", "out/../out/a.csv"] {
                #expect(isRefused(path), "\(path)")
            }
            #expect(isRefused("link/new.csv", folder.appending(path: "new.csv")))
            #expect(!isRefused("out/b.csv"))
            #expect(try String(contentsOf: file, encoding: .utf8) == "x")
        }
    }
}
