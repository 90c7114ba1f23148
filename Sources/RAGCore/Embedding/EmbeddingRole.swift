/// Which side of a search a text stands on; models trained for retrieval embed the two differently.
package enum EmbeddingRole: String, Sendable, Hashable, Codable {
    case query, passage
}
