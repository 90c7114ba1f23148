/// The version of an index. Equal versions have equal contents, in every copy of the index.
///
/// A file derived from the index is current if it was made from the version that the index has now.
package struct IndexVersion: Sendable, Hashable, Codable {
    /// The ID of the current generation.
    package let generation: Int64
    /// A random number that each transaction draws anew when it changes what a search of the generation can find.
    package let revision: Int64

    /// Creates the version of a generation at one revision.
    package init(generation: Int64, revision: Int64) {
        self.generation = generation
        self.revision = revision
    }
}
