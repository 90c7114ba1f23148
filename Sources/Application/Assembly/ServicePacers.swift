import OpenAIClient

/// One pacer for each service that a job of many requests uses: made once a job, for its limits are the account's.
struct ServicePacers: Sendable {
    let completion: Pacer
    /// Its limits are learned from the replies of the service.
    let embedding: Pacer
    /// Its limits are learned from the replies of the service.
    let reranking: Pacer

    init(_ settings: Settings) {
        completion = Pacer(settings.completion.pace)
        embedding = Pacer(PacingLimits())
        reranking = Pacer(PacingLimits())
    }
}
