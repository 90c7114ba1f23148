import Application
import RAGCore

/// The faults that keep questions from being answered: an index that cannot be opened, a service that does not answer.
actor Readiness {
    private let live: LiveSettings
    private let index: ServingIndex
    private var last: (problems: [String], at: ContinuousClock.Instant)?
    private var running: Task<[String], Never>?

    /// The time for which a result holds: services may take money for each question, and probes ask often.
    private static let lifetime = Duration.seconds(15)

    init(_ live: LiveSettings, _ index: ServingIndex) {
        self.live = live
        self.index = index
    }

    /// Returns the problems, found at most some seconds ago; empty if there are none.
    func problems() async -> [String] {
        if let last, .now - last.at < Self.lifetime { return last.problems }
        if let running { return await running.value }
        let task = Task { [live, index] in await Self.find(live, index) }
        running = task
        let problems = await task.value
        last = (problems, .now)
        running = nil
        return problems
    }

    private static func find(_ live: LiveSettings, _ index: ServingIndex) async -> [String] {
        var problems: [String] = []
        do {
            if try await index.generation() == nil { problems.append("The index holds no documents.") }
        } catch {
            problems.append((error as? RAGError)?.description ?? "\(type(of: error))")
        }
        do {
            try await live.assembly.checkServices { _ in }
        } catch {
            problems.append((error as? RAGError)?.description ?? "\(type(of: error))")
        }
        return problems
    }
}
