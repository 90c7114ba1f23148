import Application
import ArgumentParser
import Foundation
import RAGCore

/// `kefu embed`: writes the vectors of texts for other programs.
struct EmbedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embed",
        abstract: "Write the vectors of texts, documents or code for other programs.",
        discussion: """
            A table gives one vector a row, a text file one a line, a document one a
            passage, and source code one a function. Rows without a text are left out,
            with a note. Vectors are kept in the workspace, so that the next run and all
            other commands need not compute them again.

            The extension of the output decides the format: .npy (float32, for numpy),
            .jsonl (text, place, vector) or .csv. Without --output, JSON Lines go to
            stdout.

            Examples:
              kefu embed questions.csv --output vectors.npy
              kefu embed tickets.xlsx --column subject --output vectors.csv
              kefu embed Sources/Search.swift --output functions.jsonl
              kefu embed --from documents --output passages.npy
              cat questions.txt | kefu embed - | jq '.vector[0]'
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var texts: TextOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to write.", valueName: "file"),
        completion: .file()
    )
    var path: String?

    @Flag(name: .long, help: "Replace the file if it exists.")
    var overwrite = false

    @Option(name: .long, help: "The format: npy, jsonl or csv. (default: by the extension of the output)")
    var format: VectorFormat?

    @Option(
        name: .long,
        help: "A text's side of a search: query, passage or code. (default: passage for documents and code, else query)"
    )
    var role: EmbeddingRole?

    func validate() throws {
        if path == nil, format == .npy { throw ValidationError("--format npy needs a file: add --output vectors.npy") }
        if path == nil, output.json {
            throw ValidationError("--json describes the written file: add --output, or leave --json out")
        }
        if let path, format == nil, VectorFormat(path: path) == nil {
            throw ValidationError(
                "--output takes a file whose name ends in .npy, .jsonl or .csv, not '\(path)'; or add --format"
            )
        }
    }

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let job = EmbedJob(assembly, format: format ?? path.flatMap(VectorFormat.init(path:)) ?? .jsonl)
        func progress(_ done: Int, _ total: Int) { console.progress("embedding … \(done) of \(total) texts") }
        defer { console.endProgress() }
        guard let path else {
            let summary = try await job.run(texts.source(), as: role) { bytes in
                try console.write(String(decoding: bytes, as: UTF8.self))
            } progress: {
                progress($0, $1)
            }
            console.endProgress()
            for note in summary.notes { console.error("\(note).") }
            return
        }
        var file = try PartialFile.create(path, replacing: overwrite)
        let summary = try await job.run(texts.source(), as: role) {
            try file.write($0)
        } progress: {
            progress($0, $1)
        }
        try file.finish()
        console.endProgress()
        for note in summary.notes { console.error("\(note).") }
        if output.json { return try console.printJSON(summary) }
        let vectors = summary.rows == 1 ? "1 vector" : "\(summary.rows) vectors"
        console.error(
            "Wrote \(vectors) of \(summary.dimensions) dimensions to \(path), made by \(summary.model) as \(summary.role)."
        )
    }
}

extension VectorFormat: ExpressibleByArgument {}
extension EmbeddingRole: ExpressibleByArgument {}
