extension Answer {
    /// Chance, 0 to 1, that what was done is right: that the documents do answer the question, or where it was declined for what
    /// was found, that they do not. nil where no search was made, and where what the model wrote was withdrawn.
    package var certainty: Double? {
        guard let confidence else { return nil }
        guard decision == .declined else { return confidence }
        return reason == .unsupported ? nil : 1 - confidence
    }
}
