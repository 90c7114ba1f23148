import RAGCore

extension Language {
    /// Reads the language of a column. Returns nil if it is NULL or a language of a later version.
    init?(stored code: String?) {
        guard let code else { return nil }
        self.init(rawValue: code)
    }
}
