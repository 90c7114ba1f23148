import RAGCore

/// The files of requests that were handed in to the provider's Batch API.
extension BatchJournal {
    private static let open = "open"
    private static let ended = "ended"

    /// The requests that were handed in, by their identity.
    func submittedRequests() -> Set<String> {
        Set(file.names(of: "upload").flatMap { requests(of: $0) })
    }

    /// The uploads whose replies are not all kept yet.
    func openUploads() -> [String] {
        file.names(of: "upload").filter { file.place(of: Self.key($0))?.state == Self.open }.sorted()
    }

    /// Notes an upload before it is started, durably.
    func record(_ upload: String, requests: [String]) throws {
        try file.append(Self.key(upload), state: Self.open, requests)
        try file.sync()
    }

    /// Notes that all replies to an upload are kept.
    func close(_ upload: String) throws {
        try file.append(Self.key(upload), state: Self.ended, requests(of: upload))
        try file.sync()
    }

    private func requests(of upload: String) -> [String] {
        file.place(of: Self.key(upload)).flatMap { file.value(at: $0, as: [String].self) } ?? []
    }

    private static func key(_ upload: String) -> JournalFile.Key { JournalFile.Key(kind: "upload", name: upload) }
}
