import Foundation
import Ingestion
import RAGCore

extension Settings {
    /// The settings below `knowledge-base` and `source`: the documents.
    package struct KnowledgeBase: Sendable {
        /// The main folder of documents.
        package let folder: URL
        /// Documents with more bytes are skipped.
        package let byteLimit: Int
        /// Glob patterns of the files of the main folder that are documents; empty for all.
        package let include: [String]
        /// Glob patterns of the files of the main folder that are none.
        package let exclude: [String]
        /// Further folders and web sites.
        package let sources: [Settings.Source]
        /// The columns of tables of questions and answers; nil to recognise them by their headers.
        package let columns: TableColumns?

        /// Reads everything but the main folder.
        init(_ reader: inout SettingsReader, folder: URL, in workspace: Workspace) throws {
            self.folder = folder
            byteLimit = try reader.integer("knowledge-base.megabytes", default: 20, in: 1...2_000) * 1_000_000
            include = try reader.strings("knowledge-base.include")
            exclude = try reader.strings("knowledge-base.exclude")
            sources = try reader.sources(in: workspace)
            columns = try reader.value(
                "knowledge-base.columns",
                default: TableColumns?.none,
                expected: "question=...,answer=... with headers or numbers of columns"
            ) { TableColumns($0).map { .some($0) } }
        }
    }

    /// The settings below `chunking`.
    package struct Chunking: Sendable {
        /// Most tokens of a chunk.
        package let tokens: Int
        /// Tokens that a chunk shares with the one before it.
        package let overlapTokens: Int

        init(_ reader: inout SettingsReader) throws {
            tokens = try reader.integer("chunking.tokens", default: 256, in: 32...8_000)
            overlapTokens = try reader.integer("chunking.overlap-tokens", default: 32, in: 0...2_000)
        }
    }

    /// The settings below `refresh`.
    package struct Refresh: Sendable {
        /// Share of the documents that a refresh may remove at once, 0 to 1.
        package let removalShare: Double
        /// How long a refresh waits for an embedding service that cannot be reached.
        package let patience: Duration

        init(_ reader: inout SettingsReader) throws {
            removalShare = Double(try reader.integer("refresh.removal-percent", default: 30, in: 0...100)) / 100
            patience = .seconds(60 * (try reader.integer("refresh.patience-minutes", default: 0, in: 0...1_440)))
        }
    }
}
