/// Batch sizes, limits and prices of a refresh.
package struct RefreshSettings: Sendable, Hashable {
    /// Number of texts in one call to the embedder; they may belong to several documents.
    package var batchSize: Int
    /// Number of batches in progress at the same time: 1 for a local model, more for a service.
    package var concurrentBatches: Int
    /// Number of reading steps in progress at the same time.
    package var readers: Int
    /// Largest share of the documents that may be removed at once, from 0 to 1.
    package var removalShare: Double
    /// Price of a million tokens; nil if it is not known.
    package var pricePerMillionTokens: Double?

    /// Creates settings; sizes and counts are at least 1.
    package init(
        batchSize: Int = 64,
        concurrentBatches: Int = 1,
        readers: Int = 2,
        removalShare: Double = 0.3,
        pricePerMillionTokens: Double? = nil
    ) {
        self.batchSize = max(batchSize, 1)
        self.concurrentBatches = max(concurrentBatches, 1)
        self.readers = max(readers, 1)
        self.removalShare = removalShare
        self.pricePerMillionTokens = pricePerMillionTokens
    }
}
