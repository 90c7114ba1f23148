import RAGCore

/// A document that was read and cut, with the texts to embed for it.
struct PreparedDocument: Sendable, Hashable {
    let indexed: IndexedDocument
    /// Texts of chunks and questions, each once.
    let texts: [WantedText]
    /// Remarks of the reader about parts that it left out.
    let notes: [String]

    init(_ document: Document, chunks: [Chunk], notes: [String] = []) {
        var texts: [TextHash: WantedText] = [:]
        var order: [TextHash] = []
        func want(_ text: String, as role: EmbeddingRole) -> TextHash {
            let hash = ContentHash.of(text, as: role)
            if texts.updateValue(WantedText(hash: hash, text: text, role: role), forKey: hash) == nil {
                order.append(hash)
            }
            return hash
        }
        indexed = IndexedDocument(
            document: document,
            chunks: chunks.map { chunk in
                IndexedChunk(
                    chunk: chunk,
                    textHash: want(
                        chunk.embeddedText(title: document.title),
                        as: chunk.code == nil ? .passage : .code
                    ),
                    questionHash: chunk.question.map { want($0, as: .query) }
                )
            }
        )
        self.texts = order.compactMap { texts[$0] }
        self.notes = notes
    }

    /// Estimated memory that it takes, in bytes.
    var weight: Int { texts.reduce(200) { $0 + 2 * $1.text.utf8.count + 300 } }
}
