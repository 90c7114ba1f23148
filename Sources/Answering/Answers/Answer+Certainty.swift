extension Answer {
    /// Chance, 0 to 1, that what was done is right: that the documents do answer the question, less where a sentence has no support,
    /// or where it was declined for what was found, that they do not. nil where no search was made, and where what the model wrote
    /// was withdrawn.
    package var certainty: Double? {
        guard let confidence else { return nil }
        guard decision == .declined else { return confidence * (unsupported.isEmpty ? 1 : Self.unsupportedShare) }
        return reason == .unsupported ? nil : 1 - confidence
    }

    /// Of 19 answers of the 1.5B model with a sentence marked as unsupported 6 were right, at a mean confidence of 0.58.
    private static let unsupportedShare = 0.55
}
