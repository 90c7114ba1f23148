import Foundation
import GRDB

@testable import Application
@testable import SQLiteStore
@testable import VectorFile

extension FuzzTarget {
    /// Files of a workspace, and what is looked up in its databases.
    static let files = [
        FuzzTarget("configuration") { bytes in
            let root = FileManager.default.temporaryDirectory.appending(path: "kefu-fuzz-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: root) }
            let workspace = Workspace(root: root)
            try? FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
            try? bytes.write(to: workspace.configuration)
            _ = try? await Settings.load(workspace: workspace, flags: [:], environment: [:])
        },
        text("concepts") { _ = try? ConceptFile.concepts(in: $0, name: "a") },
        // Of most changed files only the checksum is wrong, which would end the reading before it begins.
        FuzzTarget("vector-manifest") { bytes in
            bytes.withUnsafeBytes { _ = Manifest($0) }
            sealed(bytes).withUnsafeBytes { bytes in
                guard let manifest = Manifest(bytes) else { return }
                precondition(manifest.bytes.withUnsafeBytes { Manifest($0) } == manifest, "another manifest")
            }
        },
        FuzzTarget("vector-header") { bytes in
            bytes.withUnsafeBytes { _ = SegmentHeader($0) }
            sealed(bytes.prefix(32)).withUnsafeBytes { bytes in
                guard let header = SegmentHeader(bytes) else { return }
                precondition(header.layout.size > SegmentLayout.page, "no place for vectors")
            }
        },
        text("keyword-query") { text in
            do {
                try keywords.inDatabase { try Self.find(text, $0) }
            } catch {
                preconditionFailure("\(error)")
            }
        },
    ]

    /// Returns the bytes with the checksum that the files of `VectorFile` end with.
    private static func sealed(_ bytes: Data) -> [UInt8] {
        var writer = NumberWriter()
        for byte in bytes { writer.append(byte) }
        writer.appendChecksum()
        return writer.bytes
    }

    private static let table = KeywordTable(generationID: 1)

    /// A database in memory with an empty table of keywords.
    private static let keywords: DatabaseQueue = {
        do {
            let queue = try DatabaseQueue()
            try queue.inDatabase { db in
                try KeywordTable.registerTokenizer(db)
                try table.create(db)
            }
            return queue
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    /// Stores a text, looks it up by itself, and forgets it.
    private static func find(_ text: String, _ db: Database) throws {
        try db.inTransaction {
            try db.execute(
                sql: "INSERT INTO \(table.name) (rowid, title, heading, text) VALUES (1, ?, '', ?)",
                arguments: [text, text]
            )
            if let expression = KeywordQuery(text).expression {
                _ = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT kefu_search(\(table.name), '\(table.name)', 8, 0.9, 0.6, 0.1, NULL, 1.5, 2, 1)
                        FROM \(table.name) WHERE \(table.name) MATCH ? LIMIT 1
                        """,
                    arguments: [expression]
                )
            }
            return .rollback
        }
    }
}
