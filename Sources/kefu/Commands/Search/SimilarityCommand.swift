import Application
import ArgumentParser
import Foundation
import RAGCore

/// `kefu similarity`: shows the cosines between texts and functions.
struct SimilarityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similarity",
        abstract: "Show how near texts and functions are to one another, as cosines.",
        discussion: """
            The path of a source file stands for its functions, and that of a document for
            its passages. More than a dozen texts are shown as their nearest pairs.

            Examples:
              kefu similarity 奥运会 亚运会 北京地铁
              kefu similarity "return an item" "send it back" "charge the battery"
              kefu similarity "read a file in parts" Sources/Reader.swift
              kefu similarity Sources/Reader.swift Sources/Parser.swift
              kefu similarity --json 退款 refund
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "Two texts or more, or the paths of files.", completion: .file())
    var texts: [String]

    func validate() throws {
        let isFile = texts.count == 1 && FileManager.default.fileExists(atPath: texts[0])
        guard texts.count > 1 || isFile, texts.allSatisfy({ $0.contains { !$0.isWhitespace } }) else {
            throw ValidationError("Give two texts or more, none of them empty")
        }
    }

    func run() async throws {
        let console = Console()
        let table = try await SimilarityJob(Assembly(shared.load(), console: console)).compare(texts)
        if output.json { return try console.printJSON(table) }
        guard table.texts.count > Self.mostColumns else { return try show(table, on: console) }
        for pair in table.nearestPairs(Self.mostPairs) {
            try console.print("\(pair.cosine.formatted(digits: 3))  \(name(pair.first, in: table))")
            try console.print("       \(name(pair.second, in: table))")
        }
    }

    /// The most texts that are shown as a table.
    private static let mostColumns = 12
    /// The number of pairs that are shown instead.
    private static let mostPairs = 12

    private func show(_ table: SimilarityTable, on console: Console) throws {
        try console.print(
            TextTable(
                header: [""] + table.texts,
                rows: zip(table.texts, table.cosines).map { text, row in
                    [text] + row.map { $0.formatted(digits: 3) }
                }
            ).text
        )
        if let pair = table.nearestPairs(1).first {
            try console.print("\nNearest: \(name(pair.first, in: table)) – \(name(pair.second, in: table))")
        }
    }

    private func name(_ position: Int, in table: SimilarityTable) -> String {
        table.texts[position] + (table.places[position].map { " (\($0))" } ?? "")
    }
}
