/// The reason why a model file cannot be used.
enum ModelFileFault: Error, Equatable {
    case notAModel
    case truncated
    /// The file has a feature that this program does not support, described in words.
    case unsupported(String)
    /// The file contradicts itself, described in words.
    case damaged(String)
}

extension ModelFileFault {
    /// The end of the sentence "the file is …".
    var words: String {
        switch self {
        case .notAModel: "not an embedding model"
        case .truncated: "cut short"
        case .unsupported(let what): "of a kind that this program does not support: \(what)"
        case .damaged(let what): "damaged: \(what)"
        }
    }
}
