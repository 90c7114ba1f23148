import RAGCore

/// Documents of two and three chunks in turn with random vectors, as many chunks as documents of 2 kB have.
struct StoreBenchRows {
    let dimensions: Int
    let batch: Int
    let count: Int

    /// The numbers of the chunks in each batch.
    var batches: [Range<Int>] {
        stride(from: 0, to: count, by: batch).map { $0..<min($0 + batch, count) }
    }

    /// Returns the documents and embeddings of one batch. No document spans two batches.
    func make(_ batch: Range<Int>) -> (documents: [IndexedDocument], embeddings: [TextHash: Embedding]) {
        var documents: [IndexedDocument] = []
        var embeddings: [TextHash: Embedding] = [:]
        var random = SplitMix(state: UInt64(batch.lowerBound))
        var next = batch.lowerBound
        while next < batch.upperBound {
            let numbers = next..<min(next + 2 + documents.count % 2, batch.upperBound)
            next = numbers.upperBound
            let chunks = numbers.map { number in
                let hash = random.hash()
                embeddings[hash] = Embedding(
                    normalizing: (0..<dimensions).map { _ in Float(random.next() >> 40) / Float(1 << 23) - 1 }
                )
                return IndexedChunk(
                    chunk: chunk(number - numbers.lowerBound, number),
                    textHash: hash,
                    questionHash: nil
                )
            }
            documents.append(IndexedDocument(document: document(numbers.lowerBound), chunks: chunks))
        }
        return (documents, embeddings)
    }

    private func document(_ number: Int) -> Document {
        Document(
            path: "帮助/section \(number % 97)/document \(number).md",
            title: "退货政策 Returns policy \(number)",
            language: .chinese,
            contentHash: String(repeating: "0123456789abcdef", count: 4),
            recipe: "markdown/3",
            byteCount: 2000,
            metadata: ["tags": ["returns", "退货"]]
        )
    }

    private func chunk(_ ordinal: Int, _ number: Int) -> Chunk {
        let sentence = "自签收之日起七天内可以申请退货，运费由商家承担。 Refunds are paid within 5 days of our receiving item \(number). "
        return Chunk(
            ordinal: ordinal,
            text: String(repeating: sentence, count: 7),
            headingPath: ["退货 Returns", "多久可以退货? How long do I have?"],
            range: ordinal * 800..<ordinal * 800 + 800,
            lines: ordinal * 10 + 1...ordinal * 10 + 10,
            language: .chinese
        )
    }
}
