import Foundation
import Privacy
import RAGCore
import SQLiteStore

/// Finds the words of a customer in everything that a workspace keeps, and erases them for good.
package struct ForgetJob: Sendable {
    private let assembly: Assembly
    private let scope: ForgetScope

    private var workspace: Workspace { assembly.settings.workspace }

    /// Creates a job for the workspace of `assembly`.
    package init(_ scope: ForgetScope, in assembly: Assembly) {
        self.scope = scope
        self.assembly = assembly
    }

    /// Finds what there is, and changes nothing. Throws `RAGError` if there is no such session.
    package func plan() async throws -> ForgetPlan {
        var plan = ForgetPlan()
        if case .olderThan(let date) = scope {
            if let store = try store() { (plan.oldTurns, plan.oldContacts) = try await store.count(before: date) }
            plan.historyLines = HistoryErasure(file: workspace.history).count(before: date)
            plan.add(BatchErasure(workspace).find(before: date))
            let old = OutputRegistry(workspace).existing().filter { $0.written < date.timeIntervalSince1970 }
            plan.remainders = old.map { .init(path: $0.path, rows: []) }
            return plan
        }
        plan.sessions = try await sessions()
        let words = try await words(of: plan)
        plan.historyLines = HistoryErasure(file: workspace.history).count(words.isTyped)
        let (remainders, names) = outputs(words)
        plan.remainders = remainders
        plan.add(BatchErasure(workspace).find(named: names, orWords: words.isHeld))
        return plan
    }

    /// Erases what `plan` names. The file of conversations is written anew, so that no deleted words are left in it or
    /// in its log. Returns the files that could not be erased, because a batch is using them.
    ///
    /// Throws `RAGError` if another process keeps the conversations from being written.
    package func erase(_ plan: ForgetPlan) async throws -> [String] {
        let words = try await words(of: plan)
        let history = HistoryErasure(file: workspace.history)
        if plan.historyLines > 0 { try history.erase(isOld ? { _ in true } : words.isTyped) }
        let names = isOld ? [] : outputs(words).names
        let failed = BatchErasure(workspace).erase(plan, named: names, orWords: isOld ? { _ in true } : words.isHeld)
        if FileManager.default.fileExists(atPath: try workspace.textVectors().path) {
            let vectors = try SQLiteStore(at: try workspace.textVectors(), access: .readWrite)
            try await vectors.erase(embeddingsOf: words.hashes)
            try vectors.close()
        }
        guard let store = try store() else { return failed }
        if case .olderThan(let date) = scope {
            try await store.eraseContacts(before: date)
            _ = try await store.removeTurns(before: date)
        }
        try await store.delete(plan.sessions.map(\.id))
        try await store.eraseDeleted()
        try store.close()
        return failed
    }

    private var isOld: Bool { if case .olderThan = scope { true } else { false } }

    /// The stored conversations; nil where nothing was ever stored.
    private func store() throws -> SQLiteConversationStore? {
        FileManager.default.fileExists(atPath: workspace.conversations.path) ? try assembly.serviceStore() : nil
    }

    private func sessions() async throws -> [Session] {
        switch scope {
        case .session(let reference): return [try await assembly.session(reference).session]
        case .customer(let customer): return try await assembly.sessions(of: customer)
        case .olderThan: return []
        }
    }

    /// Returns how the words are recognised. Questions are in the conversations until these are erased.
    private func words(of plan: ForgetPlan) async throws -> ForgottenWords {
        guard let store = try store() else { return ForgottenWords(customer: customer, questions: []) }
        let ids = Set(plan.sessions.map(\.id))
        let date: Date? = if case .olderThan(let date) = scope { date } else { nil }
        let questions = try await store.questions(since: .distantPast).filter { question in
            ids.contains(question.session) || date.map { question.askedAt < $0 } ?? false
        }
        return ForgottenWords(
            customer: customer,
            questions: Set(questions.flatMap { [$0.question, $0.standaloneQuestion].compactMap(\.self) })
        )
    }

    private var customer: CustomerQuery? { if case .customer(let customer) = scope { customer } else { nil } }

    /// Returns the rows of outputs and of the support team's answers that hold the words, and the names under which
    /// journals keep these rows.
    private func outputs(_ words: ForgottenWords) -> (remainders: [ForgetPlan.Remainder], names: Set<String>) {
        let answers = assembly.settings.knowledgeBase.folder.appending(path: SupportAnswers.fileName).path
        let paths = OutputRegistry(workspace).existing().map(\.path) + [answers]
        var names = Set(words.questions.map(BatchContext.fingerprint))
        if words.customer != nil { names = [] }
        var remainders: [ForgetPlan.Remainder] = []
        for path in paths where FileManager.default.fileExists(atPath: path) {
            guard let found = OutputSearch.find(in: path, words.isHeld) else { continue }
            remainders.append(found.remainder)
            names.formUnion(found.cells.map(BatchContext.fingerprint))
        }
        return (remainders, names)
    }
}

extension ForgetPlan {
    fileprivate mutating func add(_ found: BatchErasure.Found) {
        journals = found.journals
        requestFiles = found.requestFiles
        busyJournals = found.busy
    }
}
