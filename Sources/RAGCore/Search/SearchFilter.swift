import Foundation

/// Which passages a search may find. An empty part allows all.
package struct SearchFilter: Sendable, Hashable {
    /// Languages of the passages.
    package var languages: Set<Language>
    /// Names of the sources their documents come from.
    package var sources: Set<String>
    /// For each key of the documents' metadata, such as `tags` or `audience`: the values of which one at least must stand
    /// there. Case and width do not count.
    package var metadata: [String: Set<String>]

    package init(languages: Set<Language> = [], sources: Set<String> = [], metadata: [String: Set<String>] = [:]) {
        self.languages = languages
        self.sources = sources
        self.metadata = metadata.filter { !$0.value.isEmpty }
    }

    /// Lets everything through.
    package static let all = SearchFilter()

    /// Whether a search may find `chunk` of `document`.
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
