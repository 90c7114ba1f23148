/// The progress of a refresh.
package struct RefreshProgress: Sendable, Hashable {
    /// Number of documents read so far.
    package internal(set) var documentsRead = 0
    /// Number of documents to read.
    package internal(set) var documentsTotal = 0
    /// Bytes of the documents read so far.
    package internal(set) var bytesRead = 0
    /// Bytes of all documents to read.
    package internal(set) var bytesTotal = 0
    /// Number of documents that are in the store.
    package internal(set) var documentsStored = 0
    /// Number of chunks of the documents read so far.
    package internal(set) var chunks = 0
    /// Number of texts embedded so far.
    package internal(set) var embedded = 0
    /// Number of texts whose embedding existed already.
    package internal(set) var reused = 0
    /// Number of texts of the documents read so far: chunks, and the questions that they answer.
    package internal(set) var texts = 0
    /// Seconds since the start.
    package internal(set) var seconds = 0.0

    /// Texts a second, on average since the start.
    package var rate: Double { seconds > 0 ? Double(embedded + reused) / seconds : 0 }

    /// Estimated seconds left, if the remaining documents are like those so far; nil if it is too early to tell.
    package var secondsLeft: Double? {
        guard bytesRead > 0, texts > 0, seconds >= 1 else { return nil }
        let total = Double(texts) * Double(max(bytesTotal, bytesRead)) / Double(bytesRead)
        let share = Double(embedded + reused) / total
        return share >= 0.01 ? seconds * (1 - share) / share : nil
    }
}
