import Foundation
import RAGCore

extension KnowledgeBase {
    /// A file that is to be hashed.
    private struct Candidate {
        let path: String
        let location: String
        let source: FolderSource
        let metadata: [String: [String]]
        let traits: String?
    }

    /// Lists the documents of all sources and hashes their bytes, with one small buffer a core. A bad file is reported
    /// and left out. So is a source that is missing or cannot be listed; its indexed documents do not count as removed.
    ///
    /// Throws `RAGError` if no source can be listed, if there are no documents, or if a folder in the main source has
    /// the name of a further source; throws `CancellationError`.
    package func inventory() async throws -> Inventory {
        if let corpus { return try corpus.inventory() }
        var inventory = Inventory(of: sources)
        var candidates: [Candidate] = []
        var faults: [SourceFault] = []
        let extensions = Set(readers.fileExtensions)
        for source in sources {
            try Task.checkCancellation()
            let listing = FolderListing(of: source, extensions: extensions)
            if let fault = SourceFault(of: listing, in: source) {
                inventory.skip(source, because: fault)
                faults.append(fault)
            }
            for skipped in listing.skipped { inventory.skip(skipped.at(source.documentPath(skipped.path))) }
            inventory.count(unsupported: listing.unsupported)
            candidates += Self.candidates(of: listing, in: source)
        }
        if faults.count == sources.count, let fault = faults.first { throw fault.error(of: sources[0], readers) }
        if let clash = candidates.first(where: { $0.source.isMain && inventory.isBelowFurtherSource($0.path) }) {
            let name = clash.path.prefix { $0 != "/" }
            throw RAGError(
                .notConfigured,
                "The folder \(name) in \(clash.source.folder.path) has the name of a source of documents",
                hint: "Rename one of them, or leave the folder out under exclude"
            )
        }
        let findings = try await FileHasher.find(candidates.map(\.location), limit: sizeLimit)
        inventory.files.reserveCapacity(candidates.count)
        for (candidate, finding) in zip(candidates, findings) { add(candidate, finding, to: &inventory) }
        if inventory.files.isEmpty, !inventory.skipped.contains(where: \.isFault) {
            throw SourceFault.empty.error(of: sources[0], readers)
        }
        return inventory
    }

    private static func candidates(of listing: FolderListing, in source: FolderSource) -> [Candidate] {
        let pages = source.record.map(WebRecord.metadata) ?? [:]
        let traits = SourceFile.traits(source: source.name, language: source.language, metadata: source.metadata)
        return listing.files.map { entry in
            let page = pages[entry.path]
            let metadata = page.map { source.metadata.merging($0) { $1 } } ?? source.metadata
            return Candidate(
                path: source.documentPath(entry.path),
                location: entry.location,
                source: source,
                metadata: metadata,
                traits: page == nil
                    ? traits
                    : SourceFile.traits(source: source.name, language: source.language, metadata: metadata)
            )
        }
    }

    private func add(_ candidate: Candidate, _ finding: FileHasher.Finding, to inventory: inout Inventory) {
        func skip(_ kind: SkippedDocument.Kind, _ reason: String) {
            inventory.skip(SkippedDocument(path: candidate.path, kind: kind, reason: reason))
        }
        guard inventory.files[candidate.path] == nil else {
            return skip(.unreadable, "has the same name as another file in a different Unicode form")
        }
        switch finding {
        case .empty: skip(.empty, "is empty")
        case .tooLarge(let byteCount): skip(.tooLarge, tooLarge(byteCount))
        case .unreadable(let reason): skip(.unreadable, reason)
        case .hashed(let hash, let byteCount):
            inventory.files[candidate.path] = SourceFile(
                path: candidate.path,
                location: candidate.location,
                byteCount: byteCount,
                contentHash: SourceFile.contentHash(hash, traits: candidate.traits),
                source: candidate.source.name,
                language: candidate.source.language,
                metadata: candidate.metadata
            )
        }
    }
}

extension SkippedDocument {
    fileprivate func at(_ path: String) -> SkippedDocument {
        SkippedDocument(path: path, kind: kind, reason: reason)
    }
}
