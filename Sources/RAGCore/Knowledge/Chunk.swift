/// A passage of a document: what is embedded, found and cited.
package struct Chunk: Sendable, Hashable, Codable {
    /// Position among the chunks of its document, from 0.
    package let ordinal: Int
    /// The passage as it is shown.
    package let text: String
    /// Headings above the passage, outermost first, without the document's title.
    package let headingPath: [String]
    /// Range of the passage in the source text, in UTF-8 bytes.
    package let range: Range<Int>
    /// First and last line of the passage in the source, from 1.
    package let lines: ClosedRange<Int>
    package let language: Language?
    /// The question that this passage is the stored answer to; nil for prose.
    package let question: String?

    package init(
        ordinal: Int,
        text: String,
        headingPath: [String],
        range: Range<Int>,
        lines: ClosedRange<Int>,
        language: Language?,
        question: String? = nil
    ) {
        self.ordinal = ordinal
        self.text = text
        self.headingPath = headingPath
        self.range = range
        self.lines = lines
        self.language = language
        self.question = question
    }

    /// What is embedded: title, headings and passage, so that a passage is found by what it stands under.
    package func embeddedText(title: String) -> String {
        var context = headingPath
        if context.first != title { context.insert(title, at: 0) }
        if let question, context.last != question { context.append(question) }
        return context.filter { !$0.isEmpty }.joined(separator: " › ") + "\n" + text
    }
}

/// A chunk with the embedding of its `embeddedText`.
package struct EmbeddedChunk: Sendable, Hashable {
    package let chunk: Chunk
    /// Lower-case hexadecimal SHA-256 of the embedded text: equal texts share one stored embedding.
    package let textHash: String
    package let embedding: Embedding

    package init(chunk: Chunk, textHash: String, embedding: Embedding) {
        self.chunk = chunk
        self.textHash = textHash
        self.embedding = embedding
    }
}
