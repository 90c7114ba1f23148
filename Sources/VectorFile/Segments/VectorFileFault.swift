/// Why a vector file cannot be used. All but the last are cured by building it anew.
package enum VectorFileFault: Error, Equatable {
    /// There is none.
    case absent
    /// It holds vectors of another model, generation or dimension.
    case otherVectors
    /// Something it says cannot be, in words.
    case damaged(String)
    /// A query of another dimension was asked for.
    case otherDimensions(expected: Int, found: Int)
}

extension VectorFileFault: CustomStringConvertible {
    /// Completes "the vector file ...".
    package var description: String {
        switch self {
        case .absent: "is not there"
        case .otherVectors: "holds the vectors of another model"
        case .damaged(let what): "is damaged: \(what)"
        case .otherDimensions(let expected, let found): "has \(expected) dimensions, the question \(found)"
        }
    }
}
