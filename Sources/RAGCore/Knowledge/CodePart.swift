/// The role of a chunk in a program, for a search that looks for functions.
package enum CodePart: String, Sendable, Hashable, Codable {
    /// A function, or its beginning if it is longer than a chunk.
    case function
    /// A further chunk of a function. It is found by the function's first chunk.
    case continuation
    /// Code outside of functions: properties, imports, small types, statements.
    case other
}
