import Foundation
import RAGCore

/// Questions that are judged together.
package struct CaseSet: Sendable {
    /// The name of the folder or file, for people.
    package let name: String
    /// The documents of the questions, one a line; nil for those of the workspace.
    package let corpus: URL?
    /// The questions, in the order of their file.
    package private(set) var cases: [EvaluationCase]

    /// Reads a folder in the format of BEIR, or a file of cases (TSV or JSON Lines).
    ///
    /// - Parameter queries: a folder with other questions and judgements for the same documents, such as those in
    /// another language.
    ///
    /// Throws `RAGError` that names file and line.
    package init(at url: URL, queries: URL? = nil) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw RAGError(
                .failed,
                "There are no cases at \(url.path)",
                hint:
                    "Name a folder with corpus.jsonl, queries.jsonl and qrels.tsv, or a file of questions (TSV, JSONL)"
            )
        }
        let own = url.lastPathComponent
        if isFolder.boolValue {
            name = queries.map { "\($0.lastPathComponent) in \(own)" } ?? own
            corpus = url.appending(path: "corpus.jsonl")
            cases = try BEIRFolder(url: queries ?? url).cases()
        } else {
            guard queries == nil else {
                throw RAGError(
                    .failed,
                    "\(url.path) has no documents for the questions of another folder",
                    hint: "Name a folder with corpus.jsonl"
                )
            }
            name = own
            corpus = nil
            cases = try url.pathExtension.lowercased() == "jsonl" ? CaseLines.read(url) : CaseTable.read(url)
        }
        guard !cases.isEmpty else { throw RAGError(.failed, "\(url.path) has no questions that can be judged") }
    }

    /// Creates a set of `cases`.
    package init(name: String, corpus: URL? = nil, cases: [EvaluationCase]) {
        self.name = name
        self.corpus = corpus
        self.cases = cases
    }

    /// Returns at most `count` of the questions in their order, the same ones every time.
    package func sample(_ count: Int) -> CaseSet {
        var random = SplitMix64(seed: UInt64(cases.count))
        let chosen = Set(cases.indices.shuffled(using: &random).prefix(count))
        return CaseSet(name: name, corpus: corpus, cases: cases.indices.filter(chosen.contains).map { cases[$0] })
    }

    /// The same questions without what was said before them.
    package var withoutHistory: CaseSet {
        var set = self
        for index in set.cases.indices { set.cases[index].history = [] }
        return set
    }

    /// Returns the lines of a file that are not blank, numbered from 1. Throws `RAGError`.
    static func lines(of file: URL) throws -> [(number: Int, text: String)] {
        do {
            var text = try String(contentsOf: file, encoding: .utf8)
            if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
            return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
                .map { ($0 + 1, String($1)) }.filter { !$0.text.allSatisfy(\.isWhitespace) }
        } catch {
            throw RAGError(
                .failed,
                "\(file.path) cannot be read",
                hint: "Questions are UTF-8 text, in a folder beside corpus.jsonl as queries.jsonl and qrels.tsv",
                cause: error
            )
        }
    }
}
