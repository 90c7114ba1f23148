import Foundation
import RAGCore

@testable import SentenceEncoder

/// The tokens and the embedding of a text by the reference package; see Fixtures/make-reference.py.
struct Reference: Decodable, CustomStringConvertible {
    let text: String
    let role: EmbeddingRole
    /// The token ids without the two marks.
    let ids: [Int32]
    /// 384 components of one byte each, a multiple of the unit vector.
    let vector: Data

    var description: String { "\(role) \(text.prefix(24).debugDescription)" }

    var embedding: Embedding? { Embedding(normalizing: vector.map { Float(Int8(bitPattern: $0)) }) }

    static func all() throws -> [Reference] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "Fixtures/reference.jsonl"
        )
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return try lines.map { try JSONDecoder().decode(Reference.self, from: Data($0.utf8)) }
    }
}

/// The installed weights, mapped once for all tests.
enum InstalledModel {
    static let file = CacheFolder.models().appending(path: SentenceEncoder.fileName)

    /// Throws `RAGError` with a remedy if the weights are not installed.
    static func bytes() throws -> Data {
        do {
            return try Data(contentsOf: file, options: .alwaysMapped)
        } catch {
            throw RAGError(.notConfigured, "No model at \(file.path)", hint: "Run scripts/setup", cause: error)
        }
    }

    static func encoder(threads: Int = 2, kernel: Kernel = .fastest) throws -> SentenceEncoder {
        try SentenceEncoder(modelFile: file, threads: threads, kernel: kernel)
    }
}
