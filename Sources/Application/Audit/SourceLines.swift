import Foundation
import Ingestion
import RAGCore

/// The documents as files, in which a sentence is looked up to tell its line.
struct SourceLines {
    private let folder: URL
    private var files: [String: [String]?] = [:]

    /// Creates a lookup in the folder of the documents.
    init(folder: URL) { self.folder = folder }

    /// Returns the line of `sentence` in the passage, from 1. A file that cannot be read as text, such as a PDF, leaves
    /// the
    /// first line of the passage.
    mutating func line(of sentence: String, in passage: DocumentChunk) -> Int {
        let first = passage.chunk.lines.lowerBound
        guard let lines = lines(of: passage.path) else { return first }
        let range = (first - 1)..<min(passage.chunk.lines.upperBound, lines.count)
        guard range.lowerBound < range.upperBound else { return first }
        // Line ends may cut a sentence, so its beginning is searched, shorter and shorter.
        let letters = Self.letters(sentence)
        for length in [24, 12, 6] where letters.count >= min(length, 6) {
            let start = letters.prefix(length)
            if let found = lines[range].firstIndex(where: { $0.contains(start) }) { return found + 1 }
        }
        return first
    }

    /// Returns the text of the file at `path`; nil if it is none of ours or no text.
    func source(of path: String) -> String? {
        guard let data = try? Data(contentsOf: folder.appending(path: path)), data.count < 20_000_000 else {
            return nil
        }
        return String(data: data, encoding: .utf8)
    }

    private mutating func lines(of path: String) -> [String]? {
        if let known = files[path] { return known }
        let lines = source(of: path).map { text in
            text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { Self.letters(String($0)) }
        }
        files[path] = .some(lines)
        return lines
    }

    private static func letters(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
}
