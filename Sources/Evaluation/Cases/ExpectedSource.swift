import RAGCore

/// A place in the documents: part of a document's path or address and, after `#`, part of a passage's headings.
package struct ExpectedSource: Sendable, Hashable, CustomStringConvertible {
    /// Part of the path or address; empty for any document.
    package let document: String
    /// Part of the headings; empty for any.
    package let heading: String

    /// Reads `zh/returns.md`, `returns.md#退货期限` or `#退货期限`; returns nil if it names nothing.
    package init?(_ text: String) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        document = parts[0]
        heading = parts.count > 1 ? parts[1] : ""
        guard !document.isEmpty || !heading.isEmpty else { return nil }
    }

    /// The place as it is written in a file of cases.
    package var description: String { heading.isEmpty ? document : document + "#" + heading }

    /// Returns whether a passage is at this place.
    func holds(_ hit: SearchHit) -> Bool {
        let places = [hit.documentPath] + (hit.documentMetadata["url"] ?? [])
        guard document.isEmpty || places.contains(where: { $0.contains(document) }) else { return false }
        return heading.isEmpty
            || hit.heading.foldingCaseAndWidth().contains(heading.foldingCaseAndWidth())
    }
}
