import Foundation
import RAGCore

/// A case as its file has it, before it is checked.
struct CaseDraft {
    var id: String?
    var question = ""
    var sources: [String] = []
    /// The wordings of each fact.
    var facts: [[String]] = []
    var history: [String] = []
    var answerable: String?
    var language: String?
    var kind: String?

    /// Returns the case. Throws `RAGError` that names file and line. A case without an identifier is named after
    /// them.
    func checked(in file: URL, line: Int) throws -> EvaluationCase {
        func fault(_ words: String, _ hint: String) -> RAGError {
            RAGError(.failed, "\(file.path):\(line) \(words)", hint: hint)
        }
        let question = question.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !question.isEmpty else { throw fault("has no question", "Give it one or remove the line") }
        var found = EvaluationCase(id: id ?? "\(file.lastPathComponent):\(line)", question: question)
        found.history = history
        found.kind = kind
        found.sources = sources.compactMap(ExpectedSource.init)
        found.facts = facts.compactMap(ExpectedFact.init)
        if let language {
            guard let known = Language(rawValue: language.lowercased()) else {
                throw fault("has the unknown language \(language)", "Write zh or en")
            }
            found.language = known
        }
        let hasExpectations = !found.sources.isEmpty || !found.facts.isEmpty
        switch answerable?.lowercased() {
        case nil: found.isAnswerable = hasExpectations
        case "yes", "true", "1", "是": found.isAnswerable = true
        case "no", "false", "0", "否": found.isAnswerable = false
        case let other?: throw fault("has \(other) under answerable", "Write yes or no")
        }
        if found.isAnswerable == false, hasExpectations {
            throw fault(
                "is marked as unanswerable but has a source or a fact",
                "Write yes under answerable, or remove them"
            )
        }
        return found
    }
}
