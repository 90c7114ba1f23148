import RAGCore

/// The cost of a run, which admits a request only if its highest possible price fits under the limit.
package actor CostMeter {
    private let price: TokenPrice?
    private let limit: Double?
    /// Price of all replies so far.
    package private(set) var spent: Double
    /// Highest possible price of the requests in progress.
    private var reserved = 0.0

    /// Creates a meter. Without a `price` nothing costs anything. `spent` is the cost of rows that were reused.
    package init(price: TokenPrice?, limit: Double? = nil, spent: Double = 0) {
        self.price = price
        self.limit = limit
        self.spent = spent
    }

    /// Reserves the highest possible price of `request` and returns it; `settle` must end the reservation. Waits if
    /// only requests in progress leave too little room. Throws `BatchStop.cost` if the limit leaves no room.
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

    /// Ends a reservation and counts `usage`, which is nil if the model answered nothing.
    func settle(_ amount: Double, _ usage: TokenUsage?) {
        reserved = max(0, reserved - amount)
        if reserved < 1e-9 { reserved = 0 }
        if let usage { add(usage) }
    }

    /// Counts a price that was paid earlier.
    package func add(_ cost: Double) { spent += cost }

    /// Counts tokens at `share` of the normal price.
    package func add(_ usage: TokenUsage, share: Double = 1) { spent += (price?.cost(of: usage) ?? 0) * share }
}

extension ChatRequest {
    /// Highest possible number of tokens, as `TokenEstimator` counts them; 4,096 tokens of output without a limit.
    package var mostUsage: TokenUsage {
        TokenUsage(input: estimatedInput, output: maximumTokens ?? 4_096)
    }

    /// Estimated tokens of the input: 8 for the request and 4 for each message beside its text.
    package var estimatedInput: Int { messages.reduce(8) { $0 + TokenEstimator.count($1.content) + 4 } }
}
