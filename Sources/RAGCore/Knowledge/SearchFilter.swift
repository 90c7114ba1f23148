/// Which passages a search may find. An empty part allows all.
package struct SearchFilter: Sendable, Hashable {
    /// Languages of the passages.
    package var languages: Set<Language>
    /// Names of the sources their documents come from.
    package var sources: Set<String>
    /// For each key of the documents' metadata, such as `tags` or `audience`: the values of which one at least must stand
    /// there. Case does not count.
    package var metadata: [String: Set<String>]

    package init(languages: Set<Language> = [], sources: Set<String> = [], metadata: [String: Set<String>] = [:]) {
        self.languages = languages
        self.sources = sources
        self.metadata = metadata.filter { !$0.value.isEmpty }
    }

    /// Lets everything through.
    package static let all = SearchFilter()
}
