import Foundation
import Ingestion
import Insight
import RAGCore

/// Compares texts and source files with one another.
package struct SimilarityJob: Sendable {
    private let assembly: Assembly

    /// Creates a job.
    package init(_ assembly: Assembly) { self.assembly = assembly }

    /// Returns the cosines between all `arguments`. The path of an existing file stands for its passages: the functions
    /// of source code, the sections of a document.
    ///
    /// Texts are embedded as queries, also beside a file. Passages of files are embedded as passages, so that the
    /// cosine with a text is that of a search. Throws `UsageError` for a file that does not exist, cannot be read or is
    /// a table of texts, and `RAGError`.
    package func compare(_ arguments: [String]) async throws -> SimilarityTable {
        var entries: [(name: String, place: String?, text: String)] = []
        for argument in arguments {
            if let passages = try passages(of: argument) {
                entries += passages.map { (String($0.text.prefix { $0 != "\n" }), $0.place, $0.text) }
            } else {
                entries.append((argument, nil, argument))
            }
        }
        let embedder = try assembly.embedder()
        var embeddings = [Embedding?](repeating: nil, count: entries.count)
        for role in [EmbeddingRole.query, .passage] {
            let positions = entries.indices.filter { (entries[$0].place == nil) == (role == .query) }
            guard !positions.isEmpty else { continue }
            let embedded = try await embedder.embed(positions.map { entries[$0].text }, as: role)
            for (position, embedding) in zip(positions, embedded) { embeddings[position] = embedding }
        }
        let vectors = embeddings.compactMap { $0 }
        return SimilarityTable(
            model: embedder.model.name,
            texts: entries.map(\.name),
            places: entries.map(\.place),
            cosines: vectors.map { row in vectors.map { row.cosine(to: $0) ?? 0 } }
        )
    }

    /// Returns the passages of the file at `argument`, or nil if it is not the path of a file.
    private func passages(of argument: String) throws -> [TextRecord]? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder), !isFolder.boolValue else {
            // A mistyped path would be compared as a text without a word.
            if !argument.contains(where: \.isWhitespace), DocumentReaders.standard.reader(for: argument) != nil {
                throw UsageError("There is no file \(argument)")
            }
            return nil
        }
        guard let passages = try assembly.passages(ofFileAt: argument) else {
            throw UsageError(
                "\(argument) holds one text a line, which `kefu duplicates` and `kefu match` compare; "
                    + "`kefu similarity` compares texts and the functions of source files"
            )
        }
        return passages.records
    }
}
