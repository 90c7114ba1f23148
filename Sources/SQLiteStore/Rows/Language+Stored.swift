import RAGCore

extension Language {
    /// The language of a column; nil where it holds none, or one of a later version.
    init?(stored code: String?) {
        guard let code else { return nil }
        self.init(rawValue: code)
    }
}
