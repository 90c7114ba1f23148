/// The reasons why a vector file cannot be used. Rebuilding it cures all but the last.
package enum VectorFileFault: Error, Equatable {
    /// There is no file.
    case absent
    /// The file holds vectors of another model, generation or dimension.
    case otherVectors
    /// The content is invalid; the text says why.
    case damaged(String)
    /// The query has another dimension than the vectors.
    case otherDimensions(expected: Int, found: Int)
}

extension VectorFileFault: CustomStringConvertible {
    /// A phrase that completes "the vector file ...".
    package var description: String {
        switch self {
        case .absent: "does not exist"
        case .otherVectors: "holds the vectors of another model"
        case .damaged(let what): "is damaged: \(what)"
        case .otherDimensions(let expected, let found): "has \(expected) dimensions, but the question has \(found)"
        }
    }
}
