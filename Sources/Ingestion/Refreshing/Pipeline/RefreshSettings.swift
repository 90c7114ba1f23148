/// How a refresh goes about its work.
package struct RefreshSettings: Sendable, Hashable {
    /// Texts that go to the embedder at once, of one or of many documents.
    package var batchSize: Int
    /// Batches on their way at the same time: 1 for a model on this machine, more for a service.
    package var concurrentBatches: Int
    /// Documents that are read and cut at the same time.
    package var readers: Int
    /// Share of the documents that may go at once, 0 to 1.
    package var removalShare: Double
    /// Price of a million tokens; nil where it is not known.
    package var pricePerMillionTokens: Double?

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
