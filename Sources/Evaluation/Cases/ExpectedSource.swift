import RAGCore

/// A place in the documents: part of a document's path or address, behind `#` part of a passage's headings.
package struct ExpectedSource: Sendable, Hashable, CustomStringConvertible {
    package let document: String
    package let heading: String

    /// Reads `zh/returns.md`, `returns.md#退货期限`, `#退货期限`; nil where nothing is named.
    package init?(_ text: String) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        document = parts[0]
        heading = parts.count > 1 ? parts[1] : ""
        guard !document.isEmpty || !heading.isEmpty else { return nil }
    }

    package var description: String { heading.isEmpty ? document : document + "#" + heading }

    /// Whether a passage stands there.
    func holds(_ hit: SearchHit) -> Bool {
        let places = [hit.documentPath] + (hit.documentMetadata["url"] ?? [])
        guard document.isEmpty || places.contains(where: { $0.contains(document) }) else { return false }
        return heading.isEmpty
            || SearchFilter.folded(hit.chunk.heading(title: hit.documentTitle)).contains(SearchFilter.folded(heading))
    }
}
