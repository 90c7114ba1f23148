/// How far a refresh is.
package struct RefreshProgress: Sendable, Hashable {
    /// Documents read, of those to be read.
    package internal(set) var documentsRead = 0
    package internal(set) var documentsTotal = 0
    /// Bytes of the documents read, of those to be read.
    package internal(set) var bytesRead = 0
    package internal(set) var bytesTotal = 0
    /// Documents in the store.
    package internal(set) var documentsStored = 0
    /// Chunks of the documents read.
    package internal(set) var chunks = 0
    /// Texts embedded so far, and texts that needed no embedding.
    package internal(set) var embedded = 0
    package internal(set) var reused = 0
    /// Texts of the documents read: chunks, and the questions that they answer.
    package internal(set) var texts = 0
    /// Since the start.
    package internal(set) var seconds = 0.0

    /// Texts done a second, on the average so far.
    package var rate: Double { seconds > 0 ? Double(embedded + reused) / seconds : 0 }

    /// Seconds left, if the documents to come are like those that were; nil where too little was done to tell.
    package var secondsLeft: Double? {
        guard bytesRead > 0, texts > 0, seconds >= 1 else { return nil }
        let total = Double(texts) * Double(max(bytesTotal, bytesRead)) / Double(bytesRead)
        let share = Double(embedded + reused) / total
        return share >= 0.01 ? seconds * (1 - share) / share : nil
    }
}
