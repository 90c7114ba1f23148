import Application
import Foundation

/// The proposals for Tab: commands and their arguments.
struct ChatCompletion: Sendable {
    /// Numbers and headings of the sources of the last answer.
    var sources: [LineCompletion.Candidate] = []
    var models: [LineCompletion.Candidate] = []
    /// Sessions that were used last.
    var sessions: [LineCompletion.Candidate] = []

    /// Returns the proposals for a line whose text before the cursor is `text`.
    func candidates(for text: String) -> LineCompletion {
        guard text.hasPrefix("/"), !text.contains("\n") else { return .none }
        guard let space = text.firstIndex(where: \.isWhitespace) else {
            let commands = SlashCommand.allCases.map {
                LineCompletion.Candidate(text: "/\($0.rawValue)", note: $0.summary)
            }
            return matching(text, commands)
        }
        let word = String(text[text.index(after: space)...])
        guard let command = SlashCommand.parse(String(text[..<space])).command else { return .none }
        if command == .save { return Self.files(word) }
        return matching(word, arguments(of: command))
    }

    private func arguments(of command: SlashCommand) -> [LineCompletion.Candidate] {
        switch command {
        case .sources, .open: sources
        case .model: models
        case .resume: sessions
        case .feedback: Self.verdicts
        case .help, .why, .retry, .new, .sessions, .save, .clear, .quit: []
        }
    }

    private static let verdicts = [
        LineCompletion.Candidate(text: "good", note: "it helped"),
        LineCompletion.Candidate(text: "bad", note: "it was wrong, or said nothing"),
    ]

    /// Returns the files and folders whose paths begin with `word`.
    private static func files(_ word: String) -> LineCompletion {
        let name = word.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        let folder = String(word.dropLast(name.count))
        let path = NSString(string: folder.isEmpty ? "." : folder).expandingTildeInPath
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let found = names.sorted().filter { $0.hasPrefix(name) && (name.hasPrefix(".") || !$0.hasPrefix(".")) }
        let candidates = found.map { found in
            let isFolder = URL(filePath: path).appending(path: found).isFolder
            return LineCompletion.Candidate(text: folder + found + (isFolder ? "/" : ""), isPartial: isFolder)
        }
        return LineCompletion(length: word.count, candidates: candidates)
    }

    private func matching(_ word: String, _ candidates: [LineCompletion.Candidate]) -> LineCompletion {
        let found = candidates.filter { $0.text.lowercased().hasPrefix(word.lowercased()) }
        return LineCompletion(length: word.count, candidates: found)
    }
}
