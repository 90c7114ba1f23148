import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// Reading in another process, with scripts that stand for `kefu read-document`.
@Suite struct IsolatedReaderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let large = Data(String(repeating: "Returns take 15 days.\n\n", count: 20_000).utf8)

    /// Returns a reader whose process is a shell script.
    private func reader(_ script: String) throws -> any DocumentReader {
        let process = ReaderProcess("/bin/sh", ["-c", script, "sh"])
        return try #require(DocumentReaders(process: process).reader(for: "a.txt"))
    }

    @Test("a small document is read here, a large one by the process, with the format and the name as arguments")
    func sizes() throws {
        let reply = ReaderReply(reading: Data("From elsewhere.".utf8), "txt", name: "a", columns: nil)
        let file = folder.url.appending(path: "reply")
        try JSONEncoder().encode(reply).write(to: file)
        let log = folder.url.appending(path: "log").path
        let reader = try reader("wc -c >\(log); echo \"$@\" >>\(log); cat \(file.path)")
        #expect(try reader.read(Data("Here.".utf8), name: "-n x").source.text == "Here.")
        #expect(try reader.read(Self.large, name: "-n x").source.text == "From elsewhere.")
        let seen = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        #expect(seen == ["\(Self.large.count)", "-- text -n x"])
        #expect(reader.recipe == TextReader().recipe)
    }

    @Test("what the process read is what is read here, with places and structure")
    func same() throws {
        for name in ["pandoc.epub", "pandoc.odt"] {
            let bytes = try SampleDocument.bytes(name)
            let format = String(name.split(separator: ".")[1])
            let here = try #require(DocumentReaders.standard.reader(for: name)).read(bytes, name: "a")
            let reply = ReaderReply(reading: bytes, format, name: "a", columns: nil)
            let there = try JSONDecoder().decode(ReaderReply.self, from: JSONEncoder().encode(reply)).document()
            #expect(there.outline == here.outline && there.blocks == here.blocks && there.title == here.title)
            #expect(there.notes == here.notes && there.metadata == here.metadata && there.language == here.language)
            for block in here.blocks {
                #expect(there.source.lines(of: block.range) == here.source.lines(of: block.range))
            }
        }
        let failed = ReaderReply(reading: Data([0, 1, 2, 0]), "txt", name: "a", columns: nil)
        let error = try JSONDecoder().decode(ReaderReply.self, from: JSONEncoder().encode(failed))
        #expect(throws: ReadingError.self) { try error.document() }
    }

    @Test(
        "a process that fails gives one sentence",
        arguments: [("exit 3", "ended early"), ("kill -SEGV $$", "ended early"), ("echo no", "gave no answer")]
    )
    func failures(script: String, words: String) throws {
        let reader = try reader(script)
        #expect(refusal { try reader.read(Self.large, name: "a") }?.contains(words) == true)
    }

    @Test("a stopped refresh kills the process at once")
    func cancelled() async throws {
        let reader = try reader("sleep 1000")
        let task = Task { refusal { try reader.read(Self.large, name: "a") } }
        task.cancel()
        #expect(await task.value?.contains("stopped") == true)
    }

    @Test("the size of an office document is that of its parts")
    func packed() throws {
        let bytes = try zipFile(["word/document.xml": String(repeating: " ", count: 1_000_000)])
        #expect(bytes.count < 100_000 && IsolatedReader.size(of: bytes) >= 1_000_000)
        #expect(IsolatedReader.size(of: Data("PK".utf8)) == 2)
    }
}
