import Foundation
import RAGCore

/// A file with one document a line: `corpus.jsonl` as in Thakur et al., "BEIR" (2021), with `id` or `_id`, `title` and
/// `text`. The file is mapped, so that it may be larger than memory.
package struct CorpusFile: Sendable, Hashable {
    /// Location of the file.
    package let url: URL

    /// Creates a corpus from the file at `url`, which is opened later.
    package init(url: URL) {
        self.url = url
    }

    /// Lists the documents by identifier, each as the part of the file that holds its line. Throws `RAGError` that
    /// names the wrong line, and `CancellationError`.
    func inventory() throws -> Inventory {
        var inventory = Inventory()
        var lines: [String: Int] = [:]
        let decoder = JSONDecoder()
        try forEachLine { number, range, bytes in
            let id: String
            do {
                id = try decoder.decode(CorpusLine.self, from: bytes).id
            } catch {
                throw RAGError(
                    .failed,
                    "\(url.path):\(number) is not a JSON object with id and text",
                    hint: "Correct or remove the line",
                    cause: error
                )
            }
            if let earlier = lines.updateValue(number, forKey: id) {
                throw RAGError(.failed, "\(url.path):\(number) has the id of line \(earlier)")
            }
            inventory.files[id] = SourceFile(
                path: id,
                location: url.path,
                byteCount: range.count,
                contentHash: ContentHash.of(bytes),
                source: Document.mainSource,
                language: nil,
                metadata: [:],
                part: range
            )
        }
        guard !inventory.files.isEmpty else { throw RAGError(.failed, "\(url.path) holds no documents") }
        return inventory
    }

    /// Calls `body` with the number, counted from 1, the range and the bytes of each line that is not blank.
    private func forEachLine(_ body: (Int, Range<Int>, Data) throws -> Void) throws {
        let file: Data
        do {
            file = try Data(contentsOf: url, options: .alwaysMapped)
        } catch {
            throw RAGError(
                .failed,
                "\(url.path) cannot be read",
                hint: "Name a folder with corpus.jsonl, queries.jsonl and qrels.tsv",
                cause: error
            )
        }
        try file.withUnsafeBytes { (raw: UnsafeRawBufferPointer) in
            let bytes = raw.bindMemory(to: UInt8.self)
            var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            var number = 0
            while start < bytes.count {
                if number % 1_024 == 0 { try Task.checkCancellation() }
                number += 1
                let end = bytes.firstLineFeed(in: start..<bytes.count) ?? bytes.count
                let line = bytes[start..<end]
                if !line.allSatisfy(\.isASCIIBlank) { try body(number, start..<end, Data(line)) }
                start = end + 1
            }
        }
    }
}
