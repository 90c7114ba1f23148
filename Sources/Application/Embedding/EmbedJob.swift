import Foundation
import Insight
import RAGCore

/// Writes the vectors of texts for other programs.
package struct EmbedJob: Sendable {
    private let assembly: Assembly
    private let format: VectorFormat

    /// A summary of what was written.
    package struct Summary: Sendable, Hashable, Encodable {
        /// The embedding model.
        package let model: String
        /// The side of a search that the texts were embedded for: `query` or `passage`.
        package let role: String
        /// The number of vectors, one for each text in the order of the source.
        package let rows: Int
        /// The number of components of each vector.
        package let dimensions: Int
        /// Notes on what was left out or assumed, one sentence each.
        package let notes: [String]
    }

    /// Creates a job that writes `format`.
    package init(_ assembly: Assembly, format: VectorFormat) {
        self.assembly = assembly
        self.format = format
    }

    /// Embeds the texts of `source` and passes the file to `write` in parts, so that only the texts are held. Vectors
    /// come from the cache of the workspace and are kept there, also when the job is stopped. Without `role` passages
    /// of documents and code are embedded as passages and everything else as queries. `progress` gets the number of
    /// texts done and their total. Throws `UsageError`, `RAGError`, `CancellationError` and what `write` throws.
    package func run(
        _ source: TextSource,
        as role: EmbeddingRole? = nil,
        write: (Data) throws -> Void,
        progress: (_ done: Int, _ total: Int) -> Void
    ) async throws -> Summary {
        let texts = try await assembly.texts(from: source)
        guard !texts.records.isEmpty else { throw UsageError("There are no \(texts.name) to embed") }
        let records = texts.records
        let role = role ?? texts.role
        let hasLabels = records.contains { $0.label != nil }
        var encoder: VectorEncoder?
        let model = try await assembly.eachPart(of: records.map(\.text), as: role) { range, embeddings in
            var bytes = Data()
            let writer =
                encoder
                ?? VectorEncoder(
                    format: format,
                    count: records.count,
                    dimensions: embeddings[0].dimensions,
                    hasLabels: hasLabels
                )
            if encoder == nil { bytes = writer.head }
            encoder = writer
            for (record, embedding) in zip(records[range], embeddings) {
                writer.append(record, embedding.components, to: &bytes)
            }
            try write(bytes)
            progress(range.upperBound, records.count)
        }
        return Summary(
            model: model.name,
            role: role.rawValue,
            rows: records.count,
            dimensions: encoder?.dimensions ?? 0,
            notes: texts.notes
        )
    }
}
