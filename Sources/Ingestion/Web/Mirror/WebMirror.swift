import Foundation
import RAGCore

/// Web pages that are copied to files in a folder and read like any other document. Each document has its page's
/// address as metadata under `url`.
///
/// The copy is removed if the host reports that the page is gone (404, 410), if the page must not be indexed, or if it
/// is missing from a complete list. Any other failure is reported, and the copy stays. Only one process at a time may
/// update a mirror.
package struct WebMirror: Sendable {
    /// The folder of copies, as a source of the knowledge base.
    package let source: FolderSource
    let urls: [WebAddress]
    let sitemaps: [WebAddress]
    /// The pages to copy, by their paths.
    let choice: WebPageChoice
    /// Most pages that are kept.
    let limit: Int
    /// Size of the largest page that is fetched, in bytes.
    let pageBytes: Int
    /// Extensions of the files that can be read, in lower case.
    let extensions: Set<String>
    private let fetcher: any WebFetching
    private let pause: @Sendable (Duration) async throws -> Void

    /// Creates a mirror. Throws `RAGError` (`notConfigured`) for an invalid address, and if there is none.
    ///
    /// - Parameters:
    ///   - folder: a folder for this mirror alone, with pages and a record of them; other files in its `pages/` are
    ///     removed.
    ///   - urls: addresses of pages.
    ///   - sitemaps: addresses of sitemaps or of sitemap indexes. Of their pages, only those on the sitemap's own host
    ///     count.
    ///   - include: glob patterns (see `GlobPattern`) for the paths of the sitemaps' pages; all pages if empty.
    ///   - exclude: glob patterns for the paths of pages to leave out.
    package init(
        name: String,
        folder: URL,
        urls: [String],
        sitemaps: [String] = [],
        include: [String] = [],
        exclude: [String] = [],
        limit: Int = 1_000,
        pageBytes: Int = 5_000_000,
        language: Language? = nil,
        metadata: [String: [String]] = [:],
        readers: DocumentReaders = .standard,
        fetcher: any WebFetching
    ) throws(RAGError) {
        try self.init(
            source: FolderSource(
                name: name,
                folder: folder.appending(path: "pages", directoryHint: .isDirectory),
                language: language,
                metadata: metadata,
                record: folder.appending(path: "record.json")
            ),
            urls: urls,
            sitemaps: sitemaps,
            choice: WebPageChoice(include: include, exclude: exclude, of: name),
            limits: (limit, pageBytes),
            extensions: Set(readers.fileExtensions),
            fetcher: fetcher,
            pause: { try await Task.sleep(for: $0) }
        )
    }

    init(
        source: FolderSource,
        urls: [String],
        sitemaps: [String],
        choice: WebPageChoice = .all,
        limits: (pages: Int, bytes: Int),
        extensions: Set<String>,
        fetcher: any WebFetching,
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) throws(RAGError) {
        guard !urls.isEmpty || !sitemaps.isEmpty else {
            throw RAGError(
                .notConfigured,
                "The source \(source.name) names neither pages nor a sitemap",
                hint: "Set its urls or its sitemap in kefu.yaml"
            )
        }
        self.source = source
        self.urls = try Self.addresses(urls, of: source.name)
        self.sitemaps = try Self.addresses(sitemaps, of: source.name)
        self.choice = choice
        limit = limits.pages
        pageBytes = limits.bytes
        self.extensions = extensions
        self.fetcher = fetcher
        self.pause = pause
    }

    /// Location of the record of the copies.
    var record: URL { source.folder.deletingLastPathComponent().appending(path: "record.json") }

    /// Updates the copies. With `isDryRun` it sends no request and reports what it knows.
    ///
    /// Pages that were fetched are kept even if the update fails. Throws `RAGError` (`failed`) if copies cannot be
    /// written, and `CancellationError`.
    package func update(isDryRun: Bool = false) async throws -> WebReport {
        var update = WebMirrorUpdate(of: self)
        if isDryRun { return update.dryRunReport() }
        try update.prepareFolder()
        let visit = WebVisit(fetcher: fetcher, pause: pause)
        let list = try await WebPageList(of: self, visit: visit)
        update.begin(list)
        do {
            try await look(at: update.chosen, visit: visit, with: &update)
            try update.finish(list)
        } catch {
            try? update.save()
            throw error
        }
        return update.report
    }

    /// Checks pages, two at a time, until too many requests in a row get no answer.
    private func look(at pages: [WebAddress], visit: WebVisit, with update: inout WebMirrorUpdate) async throws {
        try await withThrowingTaskGroup(of: (WebAddress, WebFinding).self) { group in
            let all = Set(pages)
            var rest = pages[...]
            func next(_ update: WebMirrorUpdate) {
                guard !update.isHostDown, let page = rest.popFirst() else { return }
                let known = update.knowledge(of: page)
                group.addTask { [pageBytes, extensions] in
                    let finding = try await WebFinding(
                        of: page,
                        knowing: known,
                        among: all,
                        visit: visit,
                        maximumBytes: pageBytes,
                        extensions: extensions
                    )
                    return (page, finding)
                }
            }
            for _ in 0..<Self.pagesAtOnce { next(update) }
            for try await (page, finding) in group {
                try update.take(finding, of: page)
                next(update)
            }
            if !rest.isEmpty { update.reportUnrequested(rest.count) }
        }
    }

    private static let pagesAtOnce = 2

    private static func addresses(_ texts: [String], of name: String) throws(RAGError) -> [WebAddress] {
        var addresses: [WebAddress] = []
        for text in texts {
            guard let address = WebAddress(text) else {
                throw RAGError(
                    .notConfigured,
                    "\"\(text)\" is not a valid web address",
                    hint:
                        "Correct it in the settings of the source \(name): http:// or https://, the host in ASCII (xn--…), no user name"
                )
            }
            addresses.append(address)
        }
        return addresses
    }
}
