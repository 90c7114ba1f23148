import Foundation
import RAGCore

/// Figures about the content of the index at one moment.
package struct StoreSummary: Sendable, Hashable, Codable {
    /// The number of documents and chunks in one language.
    package struct LanguageCount: Sendable, Hashable, Codable {
        /// The language of the documents; nil if they have none, as with digits and codes.
        package let language: Language?
        /// Documents in this language.
        package let documents: Int
        /// Chunks of these documents, in whatever language.
        package let chunks: Int
    }

    /// The number of embeddings of one model.
    package struct ModelCount: Sendable, Hashable, Codable {
        /// The model.
        package let model: EmbeddingModel
        /// The number of components of each of its vectors; nil if there are none.
        package let width: Int?
        /// Its stored vectors, including those that only the cache holds.
        package let embeddings: Int
    }

    /// The size of one generation.
    package struct GenerationCount: Sendable, Hashable, Codable {
        /// The purpose that the generation is kept for.
        package let state: GenerationState
        /// The generation.
        package let generation: Generation
        /// Documents written to it so far.
        package let documents: Int
        /// Chunks written to it so far.
        package let chunks: Int
    }

    /// A document of which parts were left out.
    package struct DocumentNotes: Sendable, Hashable, Codable {
        /// The path of the document.
        package let path: String
        /// The parts, each to show after the path and a colon.
        package let notes: [String]
    }

    /// Documents of the current generation.
    package let documents: Int
    /// Chunks of the current generation.
    package let chunks: Int
    /// Stored vectors of all models. Equal texts share one.
    package let embeddings: Int
    /// The number of `embeddings` that no chunk of any generation uses.
    package let unusedEmbeddings: Int
    /// The languages of the current generation's documents, most frequent first.
    package let languages: [LanguageCount]
    /// The documents of the current generation of which parts were left out, ordered by path.
    package let notes: [DocumentNotes]
    /// The models, the one with the most embeddings first.
    package let models: [ModelCount]
    /// The kept generations: current, previous, building.
    package let generations: [GenerationCount]
    /// The recipe that was rolled back.
    package let withdrawn: GenerationRecipe?
    /// The bytes of the database file and its log.
    package let bytesOnDisk: Int
    /// When the last refresh ended; nil if none did.
    package let lastRefresh: Date?
}
