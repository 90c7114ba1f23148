import Foundation
import RAGCore
import SQLiteStore
import SentenceEncoder

/// Chunks of random sentences from the shipped documents.
///
/// Their vectors lie around the embeddings of 200 real sentences, so they are clustered like those of real texts.
struct SearchBenchRows: Sendable {
    private let sentences: [String]
    private let centres: [Embedding]

    /// The number of sentences that are embedded.
    private static let centreCount = 200

    /// Reads `knowledge-base/` in the current folder. Throws `RAGError` if it has too few sentences.
    init(_ encoder: SentenceEncoder) async throws {
        let folder = URL(filePath: "knowledge-base", directoryHint: .isDirectory)
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        let texts = try files.compactMap { $0 as? URL }.filter { ["md", "txt", "csv"].contains($0.pathExtension) }
            .sorted { $0.path < $1.path }.map { try String(contentsOf: $0, encoding: .utf8) }
        let sentences = texts.flatMap { text in
            text.split { "\n。.!?！？".contains($0) }.map { $0.trimmingCharacters(in: .whitespaces) }.filter {
                $0.count > 8
            }
        }
        guard sentences.count >= Self.centreCount else {
            throw RAGError(
                .failed,
                "There are too few sentences in \(folder.path)",
                hint: "Run this in the project's folder"
            )
        }
        let step = sentences.count / Self.centreCount
        let chosen = stride(from: 0, to: step * Self.centreCount, by: step).map { sentences[$0] }
        self.sentences = sentences
        centres = try await encoder.embed(chosen, as: .passage)
    }

    /// Stores the chunks with these numbers as documents of two or three chunks.
    func write(_ numbers: Range<Int>, to generation: Generation, _ store: SQLiteStore) async throws {
        var documents: [IndexedDocument] = []
        var embeddings: [TextHash: Embedding] = [:]
        var next = numbers.lowerBound
        while next < numbers.upperBound {
            let end = min(next + 2 + documents.count % 2, numbers.upperBound)
            let chunks = (next..<end).map { number in
                var random = SplitMix(state: UInt64(number))
                let hash = random.hash()
                embeddings[hash] = vector(&random)
                return IndexedChunk(
                    chunk: chunk(number - next, number, &random),
                    textHash: hash,
                    questionHash: nil
                )
            }
            documents.append(IndexedDocument(document: document(next), chunks: chunks))
            next = end
        }
        try await store.store(embeddings, model: generation.recipe.model)
        try await store.replace(documents, in: generation)
    }

    /// Makes a document; one in twenty has the tag `退货`.
    private func document(_ number: Int) -> Document {
        Document(
            path: "section \(number % 97)/document \(number).md",
            title: sentences[number % sentences.count],
            language: number % 2 == 0 ? .chinese : .english,
            contentHash: String(repeating: "0123456789abcdef", count: 4),
            recipe: "markdown/3",
            byteCount: 2000,
            metadata: [
                "tags": ["part \(number % 50)", number % 20 == 0 ? "退货" : "其他"],
                "url": ["https://example.com/\(number)"],
            ]
        )
    }

    private func chunk(_ ordinal: Int, _ number: Int, _ random: inout SplitMix) -> Chunk {
        let text = (0..<6).map { _ in sentences[Int(random.next() % UInt64(sentences.count))] }.joined(separator: ". ")
        return Chunk(
            ordinal: ordinal,
            text: text,
            headingPath: [sentences[number % 200]],
            range: ordinal * 800..<ordinal * 800 + 800,
            lines: ordinal * 10 + 1...ordinal * 10 + 10,
            language: number % 2 == 0 ? .chinese : .english
        )
    }

    private func vector(_ random: inout SplitMix) -> Embedding {
        let centre = centres[Int(random.next() % UInt64(centres.count))]
        let components = centre.components.map { $0 + (Float(random.next() >> 40) / Float(1 << 23) - 1) * 0.03 }
        return Embedding(normalizing: components) ?? centre
    }
}
