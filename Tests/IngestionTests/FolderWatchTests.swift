import Foundation
import Synchronization
import Testing

@testable import Ingestion

@Suite struct FolderWatchTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The native source of this system, and the one for all systems.
    enum Kind: CaseIterable { case system, polling }

    /// A source that is asked one question.
    private final class Watched {
        private var source: any ChangeSource

        init(_ url: URL, _ kind: Kind) {
            source = kind == .polling ? PollingSource([url.path]) : FolderWatch.source([url.path])
        }

        deinit { source.close() }

        /// Returns whether `change` is reported, and nothing more after it.
        func sees(_ change: () throws -> Void) rethrows -> Bool {
            try change()
            defer { while source.wait(upTo: .milliseconds(1)) {} }
            return source.wait(upTo: .milliseconds(1))
        }
    }

    private func move(_ path: String, to other: String) throws {
        try FileManager.default.moveItem(at: folder.url.appending(path: path), to: folder.url.appending(path: other))
    }

    @Test(
        "writing, renaming and removing a file are reported; changes of a hidden one are not",
        arguments: Kind.allCases
    )
    func edits(kind: Kind) throws {
        let watched = Watched(folder.url, kind)
        #expect(try watched.sees { try folder.write("one", to: "a.md") })
        #expect(try watched.sees { try folder.write("longer", to: "a.md") })
        #expect(try watched.sees { try move("a.md", to: "b.md") })
        #expect(try watched.sees { try folder.remove("b.md") })
        #expect(try !watched.sees { try folder.write("swap", to: ".a.md.swp") })
    }

    @Test("new folders, moved folders and a root that comes back are watched", arguments: Kind.allCases)
    func folders(kind: Kind) throws {
        let watched = Watched(folder.url, kind)
        #expect(try watched.sees { try folder.write("one", to: "x/y/a.md") })
        #expect(try watched.sees { try folder.write("two, longer", to: "x/y/a.md") })
        #expect(try watched.sees { try move("x", to: "z") })
        #expect(try watched.sees { try folder.write("three, still longer", to: "z/y/a.md") })
        #expect(try watched.sees { try folder.write("four", to: "z/y/deep/deeper/b.md") })
        #expect(try watched.sees { try folder.write("five, longer", to: "z/y/deep/deeper/b.md") })
        #expect(try watched.sees { try FileManager.default.removeItem(at: folder.url) })
        #expect(try watched.sees { try folder.write("six", to: "back.md") })
        #expect(try watched.sees { try folder.write("seven, longer", to: "back.md") })
    }

    @Test("a folder that was moved out of sight is not watched any more", arguments: Kind.allCases)
    func movedAway(kind: Kind) throws {
        let elsewhere = try TemporaryFolder()
        try folder.write("one", to: "x/a.md")
        let watched = Watched(folder.url, kind)
        let goal = elsewhere.url.appending(path: "x")
        #expect(try watched.sees { try FileManager.default.moveItem(at: folder.url.appending(path: "x"), to: goal) })
        #expect(try !watched.sees { try elsewhere.write("two, longer", to: "x/a.md") })
    }

    @Test("a single file is watched", arguments: Kind.allCases)
    func oneFile(kind: Kind) throws {
        try folder.write("one", to: "only.md")
        let watched = Watched(folder.url.appending(path: "only.md"), kind)
        #expect(try watched.sees { try folder.write("two, longer", to: "only.md") })
        // Editors save to a file beside it and then rename it.
        #expect(
            try watched.sees {
                try folder.write("three, still longer", to: "other")
                try folder.remove("only.md")
                try move("other", to: "only.md")
            }
        )
    }

    @Test("a watch reports once at the beginning and once after each burst, and ends when it is stopped")
    func flurries() async throws {
        let watch = FolderWatch([folder.url], quiet: .milliseconds(50))
        var changes = watch.changes.makeAsyncIterator()
        #expect(await changes.next() != nil)
        for number in 0..<50 { try folder.write("text \(number)", to: "\(number).md") }
        #expect(await changes.next() != nil)
        watch.wake()
        #expect(await changes.next() != nil)
        watch.stop()
        while await changes.next() != nil {}
    }

    @Test("a refresh that fails is tried again after growing pauses, and at each change")
    func refreshLoop() async throws {
        let watch = FolderWatch([folder.url], quiet: .milliseconds(1))
        let pauses = Mutex<[Duration]>([])
        let loop = RefreshLoop(watch) { pause in pauses.withLock { $0.append(pause) } }
        let results = Mutex<[Bool]>([])
        let runs = Mutex(0)
        try await loop.run {
            let run = runs.withLock { runs in
                runs += 1
                return runs
            }
            if [1, 2, 3, 5].contains(run) { throw ServiceDown() }
            return RefreshReport()
        } report: { result in
            let count = results.withLock { results in
                results.append((try? result.get()) != nil)
                return results.count
            }
            if count == 4 { watch.wake() }
            if count == 6 { watch.stop() }
        }
        #expect(results.withLock { $0 } == [false, false, false, true, false, true])
        #expect(pauses.withLock { $0 } == [.seconds(1), .seconds(2), .seconds(4), .seconds(1)])
    }

    private struct ServiceDown: Error {}
}
