import RAGCore

/// The chunker and the embedder of one generation.
package struct RefreshTools: Sendable {
    /// Cuts documents into chunks.
    package let chunker: Chunker
    /// Embeds chunks and the questions that they answer.
    package let embedder: any Embedder

    /// Combines a chunker and an embedder.
    package init(chunker: Chunker = Chunker(), embedder: any Embedder) {
        self.chunker = chunker
        self.embedder = embedder
    }

    /// The recipe that identifies generations made with these tools.
    package var recipe: GenerationRecipe { GenerationRecipe(model: embedder.model, chunker: chunker.recipe) }

    /// Returns the chunks of `document`. Those of a program are marked as code only if the embedder `embedsCode`:
    /// every later step follows this mark.
    func chunks(of document: ReadDocument) -> [Chunk] {
        let chunks = chunker.chunks(of: document)
        return embedder.embedsCode || !document.isProgram ? chunks : chunks.map(\.asText)
    }
}
