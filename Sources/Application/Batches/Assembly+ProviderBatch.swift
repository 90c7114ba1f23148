import OpenAIClient
import RAGCore

extension Assembly {
    /// Returns the provider's Batch API, which answers many requests within a day at half the price. Throws `RAGError`
    /// (`notConfigured`) where the model is not at a provider.
    func completionBatches() throws -> any CompletionBatches {
        guard settings.completion.model.provider == .openai else {
            throw RAGError(
                .notConfigured,
                "Batches need a completion model of a provider",
                hint: "Set completion.provider to openai"
            )
        }
        return OpenAIBatches(
            model: settings.profile.name,
            service: try service(settings.completion.model)
        )
    }
}
