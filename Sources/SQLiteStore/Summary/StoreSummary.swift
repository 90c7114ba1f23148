import Foundation
import RAGCore

/// What the index holds, in numbers, at one moment.
package struct StoreSummary: Sendable, Hashable, Codable {
    /// Documents and chunks of one language; nil for those that have none (digits, codes).
    package struct LanguageCount: Sendable, Hashable, Codable {
        package let language: Language?
        package let documents: Int
        package let chunks: Int
    }

    /// What one model embedded.
    package struct ModelCount: Sendable, Hashable, Codable {
        package let model: EmbeddingModel
        /// Components of each of its vectors; nil as long as there are none.
        package let width: Int?
        /// Stored vectors, those in the cache alone among them.
        package let embeddings: Int
    }

    /// One generation, and how far it is.
    package struct GenerationCount: Sendable, Hashable, Codable {
        package let state: GenerationState
        package let generation: Generation
        package let documents: Int
        package let chunks: Int
    }

    /// Documents of the current generation.
    package let documents: Int
    /// Chunks of the current generation.
    package let chunks: Int
    /// Stored vectors of all models; equal texts share one.
    package let embeddings: Int
    /// Those among `embeddings` that no chunk of any generation uses: the cache.
    package let unusedEmbeddings: Int
    /// The languages of the current generation's documents, most frequent first.
    package let languages: [LanguageCount]
    /// The models, that of the most embeddings first.
    package let models: [ModelCount]
    /// The generations: the current, the previous, the one that is being built.
    package let generations: [GenerationCount]
    /// The recipe that was rolled back from.
    package let withdrawn: GenerationRecipe?
    /// Bytes of the database file and its log.
    package let bytesOnDisk: Int
    /// When the last refresh ended; nil where none did.
    package let lastRefresh: Date?
}
