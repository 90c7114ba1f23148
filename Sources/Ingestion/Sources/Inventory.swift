import Foundation
import RAGCore

/// What the sources hold.
package struct Inventory: Sendable, Hashable {
    /// By path.
    package internal(set) var files: [String: SourceFile] = [:]
    /// Files and folders that did not go in, and whole sources that could not be listed.
    package private(set) var skipped: [SkippedDocument] = []
    /// How many files are in a format that is not read, by extension in lower case; under "" those without one.
    package private(set) var unsupported: [String: Int] = [:]
    /// Paths of which nothing can be said, nor of what is below them.
    private var unknown: Set<String> = []
    private var isMainUnknown = false
    /// Names of the sources but the main one.
    private let furtherSources: Set<String>

    init(of sources: [FolderSource] = []) {
        furtherSources = Set(sources.filter { !$0.isMain }.map(\.name))
    }

    /// Whether the document at `path` may still be there, though it cannot be read now.
    func mayStillHold(_ path: String) -> Bool {
        if isMainUnknown, !isBelowFurtherSource(path) { return true }
        if unsupported[(path as NSString).pathExtension.lowercased()] != nil { return true }
        var path = path[...]
        while true {
            if unknown.contains(String(path)) { return true }
            guard let slash = path.lastIndex(of: "/") else { return false }
            path = path[..<slash]
        }
    }

    /// Whether `path` is one that documents of a source other than the main one have.
    func isBelowFurtherSource(_ path: String) -> Bool {
        guard !furtherSources.isEmpty, let slash = path.firstIndex(of: "/") else { return false }
        return furtherSources.contains(String(path[..<slash]))
    }

    /// Notes a file or folder; what was indexed of it stays unless it is empty.
    mutating func skip(_ document: SkippedDocument) {
        skipped.append(document)
        if document.kind != .empty { unknown.insert(document.path) }
    }

    /// Notes a source of which no document was found; what was indexed of it stays.
    mutating func skip(_ source: FolderSource, because fault: SourceFault) {
        // The main folder may well be empty where the documents come from elsewhere, and a mirror tells its faults itself.
        let isMeant = source.record != nil || source.isMain && fault == .empty
        let kind: SkippedDocument.Kind = isMeant ? .empty : .unreadable
        skipped.append(SkippedDocument(path: source.name, kind: kind, reason: fault.reason(of: source)))
        if source.isMain { isMainUnknown = true } else { unknown.insert(source.name) }
    }

    mutating func count(unsupported more: [String: Int]) {
        unsupported.merge(more, uniquingKeysWith: +)
    }
}
