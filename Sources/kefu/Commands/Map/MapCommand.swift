import Application
import ArgumentParser
import Foundation
import RAGCore

/// `kefu map`: writes an interactive map of texts.
struct MapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Draw texts as a map: what means the same lies together.",
        discussion: """
            Writes one HTML file that needs no network. It shows all texts with their
            topics: search, colour by topic, label, time or decision, and the nearest
            texts of any text. In three dimensions, chosen topics are turned so that
            they stand apart.

            Examples:
              kefu map --output map.html                 # the stored conversations
              kefu map tickets.csv --output map.html
              kefu map --from documents --output map.html
              kefu map --from unanswered --since 30d --output gaps.html
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var texts: TextOptions
    @OptionGroup var json: OutputOptions

    @Option(
        name: [.customLong("output"), .customShort("o")],
        help: ArgumentHelp("The HTML file to write.", valueName: "file"),
        completion: .file()
    )
    var path: String?

    @Option(name: .long, help: "How many topics. (default: as many as the texts have)")
    var topics: Int?

    func validate() throws {
        if let topics, !(1...10_000).contains(topics) {
            throw ValidationError("--topics takes a number from 1 to 10000")
        }
        guard let path else {
            if json.json { return }
            throw ValidationError("Name the file of the map: --output map.html")
        }
        guard ["html", "htm"].contains((path as NSString).pathExtension.lowercased()) else {
            throw ValidationError("--output takes a file whose name ends in .html, not '\(path)'")
        }
        if let file = texts.file, file != "-",
            URL(filePath: file).resolvingSymlinksInPath() == URL(filePath: path).resolvingSymlinksInPath()
        {
            throw ValidationError("--output names the file that is read, which is never overwritten; name another")
        }
    }

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let job = MapJob(assembly) { event in
            switch event {
            case .embedding(let done, let total): console.progress("reading texts … \(done) of \(total)")
            case .grouping: console.progress("finding topics …")
            case .placing(let share): console.progress("placing texts … \(Int(share * 100))%")
            }
        }
        defer { console.endProgress() }
        let request = TopicJob.Request(texts.source(), since: texts.since?.date, topics: topics)
        let map = try await job.map(of: request)
        console.endProgress()
        for note in map.notes { console.error("\(note).") }
        if json.json { try console.printJSON(map) }
        guard let path else { return }
        try MapPage(map, created: Date()).page.write(to: path)
        OutputRegistry(assembly.settings.workspace).note(path)
        let texts = map.count == 1 ? "1 text" : "\(map.count) texts"
        console.error("Wrote \(path): \(texts) in \(map.topicCount == 1 ? "1 topic" : "\(map.topicCount) topics").")
    }
}
