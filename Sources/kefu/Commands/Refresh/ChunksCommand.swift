import Application
import ArgumentParser
import Foundation
import Ingestion
import RAGCore

/// `kefu chunks`: shows the chunks of documents to the people who write them.
struct ChunksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chunks",
        abstract: "Show the passages that a document is cut into.",
        discussion: """
            Each passage is shown with its headings, its place in the file, its
            language and its size in tokens. Nothing is indexed or embedded.

            Examples:
              kefu chunks knowledge-base/zh/returns.md
              kefu chunks handbook.pdf faq.xlsx
              kefu chunks --set chunking.tokens=128 handbook.pdf
              kefu chunks --json faq.csv | jq '.[].chunks[].question'
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "Files in any format that `kefu refresh` reads.", completion: .file())
    var files: [String]

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        var documents: [CutDocument] = []
        var faults = 0
        for file in files {
            do {
                documents.append(try CutDocument(file, assembly))
            } catch {
                faults += 1
                console.error("\(file) \(error.reason)")
            }
        }
        if output.json {
            try console.printJSON(documents)
        } else {
            for document in documents { try document.print(to: console) }
        }
        for document in documents {
            for note in document.notes { console.error("\(document.file): \(note)") }
        }
        if faults > 0 { throw ExitCode(RAGError.Code.failed.rawValue) }
    }
}

/// A document with its chunks, as JSON shows it.
private struct CutDocument: Encodable {
    struct Passage: Encodable {
        let heading: String
        let question: String?
        let language: String?
        let tokens: Int
        let firstLine: Int
        let lastLine: Int
        let firstPage: Int?
        let lastPage: Int?
        /// Offset in UTF-8 bytes of the document's text.
        let firstByte: Int
        let endByte: Int
        let text: String

        init(_ chunk: Chunk, title: String) {
            heading = chunk.heading(title: title)
            question = chunk.question
            language = chunk.language?.rawValue
            tokens = TokenEstimator.count(chunk.text)
            firstLine = chunk.lines.lowerBound
            lastLine = chunk.lines.upperBound
            firstPage = chunk.pages?.lowerBound
            lastPage = chunk.pages?.upperBound
            firstByte = chunk.range.lowerBound
            endByte = chunk.range.upperBound
            text = chunk.text
        }
    }

    let file: String
    let title: String
    let language: String?
    let metadata: [String: [String]]
    /// The reader's remarks on what it left out.
    let notes: [String]
    let chunks: [Passage]

    init(_ file: String, _ assembly: Assembly) throws(ReadingError) {
        let read = try DocumentReaders(process: Assembly.readerProcess).read(
            fileAt: URL(filePath: file),
            sizeLimit: assembly.settings.knowledgeBase.byteLimit
        )
        self.file = file
        title = read.title
        language = read.language?.rawValue
        metadata = read.metadata
        notes = read.notes
        chunks = assembly.chunker.chunks(of: read).map { Passage($0, title: read.title) }
    }

    func print(to console: Console) throws {
        let facts =
            [language ?? "no language told"]
            + metadata.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.joined(separator: ", "))" }
        try console.print(
            console.bold(title.onOneLine)
                + console.dim("  \(file.onOneLine)  \(facts.joined(separator: "; ").onOneLine)") + "\n"
        )
        for (number, passage) in chunks.enumerated() {
            let place = [
                Self.span("page", passage.firstPage, passage.lastPage),
                Self.span("line", passage.firstLine, passage.lastLine),
                passage.language, "\(passage.tokens) tokens",
            ].compactMap { $0 }.joined(separator: ", ")
            try console.print(console.bold("\(number + 1). \(passage.heading.onOneLine)") + console.dim("  \(place)"))
            try console.print(passage.text.indented(by: 3) + "\n")
        }
        try console.print(
            "\(chunks.count) \(chunks.count == 1 ? "passage" : "passages"), \(chunks.reduce(0) { $0 + $1.tokens }) tokens\n"
        )
    }

    /// Returns `line 3` or `lines 3–5`; nil if there is none.
    private static func span(_ name: String, _ first: Int?, _ last: Int?) -> String? {
        guard let first, let last else { return nil }
        return first == last ? "\(name) \(first)" : "\(name)s \(first)–\(last)"
    }
}
