import RAGCore

/// What a run has cost, and whether there is room for one request more under its limit.
package actor CostMeter {
    private let price: TokenPrice?
    private let limit: Double?
    /// Price of all replies so far.
    package private(set) var spent: Double
    /// The most that the requests under way may cost.
    private var reserved = 0.0

    /// Without a `price` nothing costs anything. `spent` is what earlier runs have paid for rows that are taken over.
    package init(price: TokenPrice?, limit: Double? = nil, spent: Double = 0) {
        self.price = price
        self.limit = limit
        self.spent = spent
    }

    /// Reserves the most that a request may cost; what is reserved is to be settled. Waits where only the requests under way
    /// stand against it. Throws `BatchStop.cost` where the limit leaves no room.
    func reserve(_ request: ChatRequest) async throws -> Double {
        guard let price, let limit else { return 0 }
        let most = price.cost(of: request.mostUsage)
        while spent + reserved + most > limit {
            guard reserved > 0 else { throw BatchStop.cost(spent: spent, limit: limit) }
            try await Task.sleep(for: .milliseconds(20))
        }
        reserved += most
        return most
    }

    /// Ends a reservation; `usage` is nil where nothing was answered.
    func settle(_ amount: Double, _ usage: TokenUsage?) {
        reserved = max(0, reserved - amount)
        if reserved < 1e-9 { reserved = 0 }
        if let usage { add(usage) }
    }

    /// Counts what was paid before.
    package func add(_ cost: Double) { spent += cost }

    /// Counts what was paid for; a `share` of the price where it came cheaper.
    package func add(_ usage: TokenUsage, share: Double = 1) { spent += (price?.cost(of: usage) ?? 0) * share }
}

extension ChatRequest {
    /// Tokens that the request may use at most, as `TokenEstimator` counts.
    package var mostUsage: TokenUsage {
        TokenUsage(input: estimatedInput, output: maximumTokens ?? 4_096)
    }

    /// Tokens that the model reads; each message also has some marks around it.
    package var estimatedInput: Int { messages.reduce(8) { $0 + TokenEstimator.count($1.content) + 4 } }
}
