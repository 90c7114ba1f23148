/// Why a model file cannot be used.
enum ModelFileFault: Error, Equatable {
    case notAModel
    case truncated
    /// Something the file says that this program does not take, in words.
    case unsupported(String)
    /// Something the file says that cannot be, in words.
    case damaged(String)
}

extension ModelFileFault {
    /// Completes "the file is ...".
    var words: String {
        switch self {
        case .notAModel: "not an embedding model"
        case .truncated: "cut short"
        case .unsupported(let what): "of another kind than this program reads: \(what)"
        case .damaged(let what): "damaged: \(what)"
        }
    }
}
