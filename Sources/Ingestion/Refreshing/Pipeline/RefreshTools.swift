import RAGCore

/// What makes chunks and embeddings of one generation.
package struct RefreshTools: Sendable {
    package let chunker: Chunker
    package let embedder: any Embedder

    package init(chunker: Chunker = Chunker(), embedder: any Embedder) {
        self.chunker = chunker
        self.embedder = embedder
    }

    package var recipe: GenerationRecipe { GenerationRecipe(model: embedder.model, chunker: chunker.recipe) }
}
