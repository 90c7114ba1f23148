import RAGCore

/// The uploads to the provider's Batch API.
extension BatchJournal {
    private static let open = "open"
    private static let ended = "ended"

    /// Returns the identities of all requests that were ever uploaded.
    func submittedRequests() -> Set<String> {
        Set(file.names(of: "upload").flatMap { requests(of: $0) })
    }

    /// Returns the uploads whose replies are not all stored yet, in alphabetical order.
    func openUploads() -> [String] {
        file.names(of: "upload").filter { file.place(of: Self.key($0))?.state == Self.open }.sorted()
    }

    /// Stores on disk that `upload` holds `requests`, before its batch is started. Throws `RAGError`.
    func record(_ upload: String, requests: [String]) throws {
        try file.append(Self.key(upload), state: Self.open, requests)
        try file.sync()
    }

    /// Stores on disk that all replies to `upload` are kept. Throws `RAGError`.
    func close(_ upload: String) throws {
        try file.append(Self.key(upload), state: Self.ended, requests(of: upload))
        try file.sync()
    }

    private func requests(of upload: String) -> [String] {
        file.place(of: Self.key(upload)).flatMap { file.value(at: $0, as: [String].self) } ?? []
    }

    private static func key(_ upload: String) -> JournalFile.Key { JournalFile.Key(kind: "upload", name: upload) }
}
