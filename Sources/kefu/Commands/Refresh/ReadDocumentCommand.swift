import ArgumentParser
import Foundation
import Ingestion

/// `kefu read-document`: reads one document for `kefu refresh`, in a process that can be ended. Not for people.
struct ReadDocumentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read-document",
        abstract: "Read a document from stdin; kefu starts this itself.",
        shouldDisplay: false
    )

    @Argument(help: "The file extension, which decides the format.")
    var fileExtension: String

    @Argument(help: "The name of the document.")
    var name: String

    @Option(help: "The columns of tables: question=…,answer=….")
    var columns: String?

    func run() throws {
        let reply = ReaderReply(
            reading: try FileHandle.standardInput.readToEnd() ?? Data(),
            fileExtension,
            name: name,
            columns: columns.flatMap { TableColumns($0) }
        )
        try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(reply))
    }
}
