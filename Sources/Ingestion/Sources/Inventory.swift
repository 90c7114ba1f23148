import Foundation
import RAGCore

/// The documents that the sources contain, and everything that could not be listed.
package struct Inventory: Sendable, Hashable {
    /// Files by path.
    package internal(set) var files: [String: SourceFile] = [:]
    /// Files and folders that were left out, and whole sources that could not be listed.
    package private(set) var skipped: [SkippedDocument] = []
    /// Number of files in unsupported formats by extension in lower case; "" stands for no extension.
    package private(set) var unsupported: [String: Int] = [:]
    /// Paths whose content is unknown, with everything below them.
    private var unknown: Set<String> = []
    private var isMainUnknown = false
    /// Names of all sources except the main one.
    private let furtherSources: Set<String>

    init(of sources: [FolderSource] = []) {
        furtherSources = Set(sources.filter { !$0.isMain }.map(\.name))
    }

    /// Returns whether the document at `path` may still exist although it cannot be read now.
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

    /// Returns whether `path` belongs to a source other than the main one.
    func isBelowFurtherSource(_ path: String) -> Bool {
        guard !furtherSources.isEmpty, let slash = path.firstIndex(of: "/") else { return false }
        return furtherSources.contains(String(path[..<slash]))
    }

    /// Records a file or folder that is left out. Its indexed documents stay unless it is empty.
    mutating func skip(_ document: SkippedDocument) {
        skipped.append(document)
        if document.kind != .empty { unknown.insert(document.path) }
    }

    /// Records a source without documents. Its indexed documents stay.
    mutating func skip(_ source: FolderSource, because fault: SourceFault) {
        // The main folder may be empty if documents come from elsewhere, and a mirror reports its own faults.
        let isMeant = source.record != nil || source.isMain && fault == .empty
        let kind: SkippedDocument.Kind = isMeant ? .empty : .unreadable
        skipped.append(SkippedDocument(path: source.name, kind: kind, reason: fault.reason(of: source)))
        if source.isMain { isMainUnknown = true } else { unknown.insert(source.name) }
    }

    mutating func count(unsupported more: [String: Int]) {
        unsupported.merge(more, uniquingKeysWith: +)
    }
}
