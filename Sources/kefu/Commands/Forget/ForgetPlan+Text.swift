import Application
import RAGCore

extension ForgetPlan {
    /// The most sessions, and the most rows of a file, that are listed one by one.
    private static let mostListed = 50

    /// Prints what is found, then what a person must edit.
    func print(to console: Console) throws {
        for session in sessions.prefix(Self.mostListed) {
            let question = (session.firstQuestion ?? "-").onOneLine.shortened(to: 50)
            let turns = "\(session.turnCount) \(session.turnCount == 1 ? "turn" : "turns")"
            try console.print(
                "session \(session.label.onOneLine): \(turns), last used \(session.lastUsed.minuteText), \(question)"
            )
        }
        if sessions.count > Self.mostListed {
            try console.print("and \(sessions.count - Self.mostListed) more sessions")
        }
        if oldTurns > 0 { try console.print("conversations: \(oldTurns) turns") }
        if oldContacts > 0 { try console.print("contacts: \(oldContacts)") }
        if historyLines > 0 { try console.print("chat history: \(historyLines) lines") }
        for journal in journals { try console.print("\(journal.path): \(journal.entries) entries") }
        for file in requestFiles { try console.print(file) }
        if isEmpty { console.error("Nothing is kept that kefu can erase.") }
        for journal in busyJournals { console.error("Not searched, because a batch is using it: \(journal)") }
        guard !remainders.isEmpty else { return }
        console.error("These files are not kefu's to change; edit or delete them:")
        for file in remainders {
            let rows = file.rows.prefix(Self.mostListed).map(String.init).joined(separator: ", ")
            let rest = file.rows.count > Self.mostListed ? " and \(file.rows.count - Self.mostListed) more" : ""
            console.error(rows.isEmpty ? "  \(file.path)" : "  \(file.path): rows \(rows)\(rest)")
        }
    }
}
