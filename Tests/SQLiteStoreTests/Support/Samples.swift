import RAGCore

@testable import SQLiteStore

/// Documents, chunks and vectors to store.
enum Samples {
    static let model = EmbeddingModel(name: "sample")
    static let otherModel = EmbeddingModel(name: "sample", dimensions: 3)

    static let chunker = "chunker/1 256+32"

    static func recipe(_ model: EmbeddingModel = model, chunker: String = chunker) -> GenerationRecipe {
        GenerationRecipe(model: model, chunker: chunker)
    }

    static func document(
        _ path: String,
        source: String = Document.mainSource,
        title: String = "退货 Returns 🧾",
        hash: String = "1",
        metadata: [String: [String]] = ["标签": ["售后/\"退货\"", "退款"], "audience": ["all 👨‍👩‍👧"], "无": []]
    ) -> Document {
        Document(
            path: path,
            source: source,
            title: title,
            language: .chinese,
            contentHash: hash,
            recipe: "markdown/1",
            byteCount: 120,
            metadata: metadata
        )
    }

    /// Returns a passage with its vector. Every second one answers a question, whose vector is the first axis.
    static func chunk(_ ordinal: Int, _ text: String, _ components: [Float]) -> EmbeddedChunk {
        let isAnswer = !ordinal.isMultiple(of: 2)
        let chunk = Chunk(
            ordinal: ordinal,
            text: text,
            headingPath: ["退货", "How long? \\ \"七天\"\n\u{1} 📦"],
            range: ordinal * 10..<ordinal * 10 + 9,
            lines: ordinal + 1...ordinal + 2,
            pages: isAnswer ? nil : ordinal + 1...ordinal + 3,
            language: Language(of: text),
            question: isAnswer ? "多久可以退货?" : nil
        )
        let axis = [1] + [Float](repeating: 0, count: components.count - 1)
        return EmbeddedChunk(
            indexed: IndexedChunk(
                chunk: chunk,
                textHash: hash(text),
                questionHash: isAnswer ? hash("query 多久可以退货?") : nil
            ),
            embedding: embedding(components),
            questionEmbedding: isAnswer ? embedding(axis) : nil
        )
    }

    /// Returns 64 digits that differ as the texts do, like a SHA-256.
    static func hash(_ text: String) -> TextHash {
        // FNV-1a (Fowler, Noll, Vo), stretched.
        let seed = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        var random = SplitMix(state: seed)
        return (0..<4).map { _ in
            let digits = String(random.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    static func embedding(_ components: [Float]) -> Embedding {
        Embedding(normalizing: components) ?? Embedding(unitLength: components)
    }

    /// Returns random vectors around random centres, distributed like those of real texts.
    static func clustered(_ count: Int, dimensions: Int, seed: UInt64) -> [Embedding] {
        var random = SplitMix(state: seed)
        let centres = (0..<10).map { _ in (0..<dimensions).map { _ in Float.random(in: -1...1, using: &random) } }
        return (0..<count).map { index in
            embedding(centres[index % centres.count].map { $0 + Float.random(in: -0.3...0.3, using: &random) })
        }
    }
}

/// A chunk together with its embeddings.
struct EmbeddedChunk {
    let indexed: IndexedChunk
    let embedding: Embedding
    let questionEmbedding: Embedding?

    var chunk: Chunk { indexed.chunk }
}

extension VectorStore where Self: EmbeddingCache {
    /// Writes a document with `chunks` to the current generation of `recipe`, which is started and published if
    /// necessary.
    @discardableResult func replace(
        _ document: Document,
        with chunks: [EmbeddedChunk],
        _ recipe: GenerationRecipe = Samples.recipe()
    ) async throws -> Generation {
        let generation = try await openGeneration(recipe)
        try await replace(document, with: chunks, in: generation)
        try await publish(generation)
        return generation
    }

    /// Stores the embeddings of `chunks`, then writes the document with them to `generation`.
    func replace(_ document: Document, with chunks: [EmbeddedChunk], in generation: Generation) async throws {
        var embeddings: [TextHash: Embedding] = [:]
        for chunk in chunks {
            embeddings[chunk.indexed.textHash] = chunk.embedding
            if let hash = chunk.indexed.questionHash { embeddings[hash] = chunk.questionEmbedding }
        }
        try await store(embeddings, model: generation.recipe.model)
        try await replace([IndexedDocument(document: document, chunks: chunks.map(\.indexed))], in: generation)
    }

    /// Removes documents from the current generation.
    func remove(_ paths: [String]) async throws {
        if let current = try await generations().current { try await remove(paths, in: current) }
    }

    /// Returns the fingerprints of the current generation.
    func fingerprints() async throws -> [String: DocumentFingerprint] {
        guard let current = try await generations().current else { return [:] }
        return try await fingerprints(in: current)
    }
}

/// A small generator of the same numbers at every run (Steele, Lea, Flood: "Fast splittable pseudorandom number
/// generators").
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
