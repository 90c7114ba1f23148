import RAGCore

/// Why a source as a whole gives no document. More often it is an unmounted disk than a wish.
enum SourceFault: Sendable, Hashable {
    case missing, unlistable, empty

    /// nil where a document was found, or something that might be one.
    init?(of listing: FolderListing, in source: FolderSource) {
        if listing.canReadRoot {
            guard listing.files.isEmpty, listing.skipped.isEmpty else { return nil }
            self = .empty
        } else {
            self = FileKind(at: source.folder.path, followingLinks: true) == nil ? .missing : .unlistable
        }
    }

    /// To be put behind the source's name, where others can be listed.
    func reason(of source: FolderSource) -> String {
        let path = source.folder.path
        let fault =
            switch self {
            case .missing: "is missing at \(path)"
            case .unlistable: "cannot be listed at \(path)"
            case .empty: "holds no document at \(path)"
            }
        return fault + "; what was indexed of it stays"
    }

    /// What to say where no source gives a document.
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
