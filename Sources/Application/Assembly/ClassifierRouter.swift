import Answering
import Insight
import RAGCore

/// Chooses the team by a classifier whose labels are the names of teams.
struct ClassifierRouter: TeamRouter {
    private let classifier: TextClassifier
    private let embedder: any Embedder

    /// Creates a router; `embedder` embeds with the model of `file`. Throws `RAGError` (`notConfigured`) where it uses
    /// another model.
    init(_ file: ClassifierFile, embedder: any Embedder) throws {
        try file.check(against: embedder.model)
        classifier = file.classifier
        self.embedder = embedder
    }

    /// Returns the most probable team, or nil if its probability is below one half.
    func team(for text: String) async throws -> String? {
        let vector = VectorTable([try await embedder.embed(text, as: .query)])
        guard let decision = try classifier.decide(vector, languages: [Language(of: text)]).first,
            decision.probability >= 0.5
        else { return nil }
        return classifier.classes[decision.label]
    }
}
