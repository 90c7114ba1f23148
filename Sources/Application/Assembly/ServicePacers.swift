import OpenAIClient

/// One pacer for each service that a job of many requests uses: made once a job, for its limits are the account's.
package struct ServicePacers: Sendable {
    package let completion: Pacer
    /// Their limits are learned from what the services say.
    package let embedding: Pacer
    package let reranking: Pacer

    package init(_ settings: Settings) {
        completion = Pacer(settings.completion.pace)
        embedding = Pacer(PacingLimits())
        reranking = Pacer(PacingLimits())
    }
}
