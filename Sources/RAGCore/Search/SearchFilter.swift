import Foundation

/// The passages that a search may find. An empty part allows all.
package struct SearchFilter: Sendable, Hashable {
    /// The languages of the passages.
    package var languages: Set<Language>
    /// The names of the sources that the documents come from.
    package var sources: Set<String>
    /// For each key of the documents' metadata, such as `tags` or `audience`, the accepted values.
    ///
    /// A document passes if it has at least one of them. Letter case and character width are ignored.
    package var metadata: [String: Set<String>]

    /// Creates a filter. A metadata key without values is dropped.
    package init(languages: Set<Language> = [], sources: Set<String> = [], metadata: [String: Set<String>] = [:]) {
        self.languages = languages
        self.sources = sources
        self.metadata = metadata.filter { !$0.value.isEmpty }
    }

    /// A filter that allows every passage.
    package static let all = SearchFilter()

    /// Returns whether a search may find `chunk` of `document`.
    package func allows(_ chunk: Chunk, of document: Document) -> Bool {
        if !sources.isEmpty, !sources.contains(document.source) { return false }
        if !languages.isEmpty {
            guard let language = chunk.language, languages.contains(language) else { return false }
        }
        return metadata.allSatisfy { key, wanted in
            let (key, wanted) = (key.foldingCaseAndWidth(), Set(wanted.map { $0.foldingCaseAndWidth() }))
            return document.metadata.contains {
                $0.foldingCaseAndWidth() == key && $1.contains { wanted.contains($0.foldingCaseAndWidth()) }
            }
        }
    }
}
