import RAGCore

@testable import SQLiteStore

/// Documents, chunks and vectors to store.
enum Samples {
    static let model = EmbeddingModel(name: "sample")
    static let otherModel = EmbeddingModel(name: "sample", dimensions: 3)

    static func document(_ path: String, title: String = "退货 Returns 🧾", hash: String = "1") -> Document {
        Document(
            path: path,
            title: title,
            language: .chinese,
            contentHash: hash,
            recipe: "markdown 1",
            byteCount: 120,
            metadata: ["标签": ["售后/\"退货\"", "退款"], "audience": ["all 👨‍👩‍👧"]]
        )
    }

    static func chunk(_ ordinal: Int, _ text: String, _ components: [Float], hash: String? = nil) -> EmbeddedChunk {
        EmbeddedChunk(
            chunk: Chunk(
                ordinal: ordinal,
                text: text,
                headingPath: ["退货", "How long? \\ \"七天\" 📦"],
                range: ordinal * 10..<ordinal * 10 + 9,
                lines: ordinal + 1...ordinal + 2,
                language: Language(of: text),
                question: ordinal.isMultiple(of: 2) ? nil : "多久可以退货?"
            ),
            textHash: hash ?? text,
            embedding: embedding(components)
        )
    }

    static func embedding(_ components: [Float]) -> Embedding {
        Embedding(normalizing: components) ?? Embedding(unitLength: components)
    }

    /// Random vectors around random centres, as those of real texts lie.
    static func clustered(_ count: Int, dimensions: Int, seed: UInt64) -> [Embedding] {
        var random = SplitMix(state: seed)
        let centres = (0..<10).map { _ in (0..<dimensions).map { _ in Float.random(in: -1...1, using: &random) } }
        return (0..<count).map { index in
            embedding(centres[index % centres.count].map { $0 + Float.random(in: -0.3...0.3, using: &random) })
        }
    }
}

/// A small generator of the same numbers every time (Steele, Lea, Flood: "Fast splittable pseudorandom number generators").
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
