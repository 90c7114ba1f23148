/// The side of a search that a text is on.
///
/// Models trained for retrieval embed questions and passages in different ways.
package enum EmbeddingRole: String, Sendable, Hashable, Codable {
    case query, passage
    /// A passage of a program, for a model that `embedsCode`.
    case code
}
