/// What Tab proposes: commands, and what may follow each of them.
struct ChatCompletion: Sendable {
    /// Numbers and headings of the last answer's sources.
    var sources: [LineCompletion.Candidate] = []
    var models: [LineCompletion.Candidate] = []

    /// What completes a line that so far holds `text` before its cursor.
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
        return matching(word, arguments(of: command))
    }

    private func arguments(of command: SlashCommand) -> [LineCompletion.Candidate] {
        switch command {
        case .sources, .open: sources
        case .model: models
        case .help, .why, .retry, .new, .save, .clear, .quit: []
        }
    }

    private func matching(_ word: String, _ candidates: [LineCompletion.Candidate]) -> LineCompletion {
        let found = candidates.filter { $0.text.lowercased().hasPrefix(word.lowercased()) }
        return LineCompletion(length: word.count, candidates: found)
    }
}
