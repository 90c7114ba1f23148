import RAGCore

/// The reason why a source has no documents. The usual cause is a disk that is not mounted.
enum SourceFault: Sendable, Hashable {
    case missing, unlistable, empty

    /// Returns nil if a document was found, or something that may be one.
    init?(of listing: FolderListing, in source: FolderSource) {
        if listing.canReadRoot {
            guard listing.files.isEmpty, listing.skipped.isEmpty else { return nil }
            self = .empty
        } else {
            self = FileKind(at: source.folder.path, followingLinks: true) == nil ? .missing : .unlistable
        }
    }

    /// Returns the reason to show after the source's name if other sources can be listed.
    func reason(of source: FolderSource) -> String {
        let path = source.folder.path
        let fault =
            switch self {
            case .missing: "is missing at \(path)"
            case .unlistable: "cannot be listed at \(path)"
            case .empty: "contains no documents at \(path)"
            }
        return fault + "; its indexed documents stay"
    }

    /// Returns the error to throw if no source has a document.
    func error(of source: FolderSource, _ readers: DocumentReaders) -> RAGError {
        let path = source.folder.path
        return switch self {
        case .missing:
            RAGError(
                .notConfigured,
                "There is no knowledge base at \(path)",
                hint: "Put your documents there, or name another folder in kefu.yaml"
            )
        case .unlistable:
            RAGError(.failed, "The knowledge base at \(path) cannot be listed", hint: "Check its permissions")
        case .empty:
            RAGError(
                .notConfigured,
                "The knowledge base at \(path) is empty; nothing was removed",
                hint: "Put documents there (\(readers.fileExtensions.joined(separator: ", ")))"
            )
        }
    }
}
