import Foundation
import RAGCore

/// Pages of the web that are kept as files in a folder, so that they are read like any others. Each document carries its
/// page's address as metadata under `url`.
///
/// A page that its host calls gone (404, 410), that asks not to be indexed, or that a complete list lacks loses its copy; any
/// other failure is reported, and the copy stays. One run at a time may update a mirror.
package struct WebMirror: Sendable {
    /// The folder of copies, as a source of the knowledge base.
    package let source: FolderSource
    let urls: [WebAddress]
    let sitemaps: [WebAddress]
    /// Most pages that are kept.
    let limit: Int
    /// Bytes of the largest page that is fetched.
    let pageBytes: Int
    /// Of the files that can be read, in lower case.
    let extensions: Set<String>
    private let fetcher: any WebFetching
    private let pause: @Sendable (Duration) async throws -> Void

    /// - Parameters:
    ///   - folder: the mirror's own: pages and a record of them lie in it, and what else lies in its `pages/` is removed.
    ///   - urls: addresses of pages.
    ///   - sitemaps: addresses of sitemaps, or of indexes of sitemaps. Of their pages those on the sitemap's own host count.
    ///
    /// Throws `RAGError` (`notConfigured`) for what is no address, and where there is none.
    package init(
        name: String,
        folder: URL,
        urls: [String],
        sitemaps: [String] = [],
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
        limit = limits.pages
        pageBytes = limits.bytes
        self.extensions = extensions
        self.fetcher = fetcher
        self.pause = pause
    }

    /// Where the record of the copies lies.
    var record: URL { source.folder.deletingLastPathComponent().appending(path: "record.json") }

    /// Brings the copies up to the web. With `isDryRun` it asks nobody, and says what it knows.
    ///
    /// What was fetched stays, whenever it ends. Throws `RAGError` (`failed`) where copies cannot be written, and
    /// `CancellationError`.
    package func update(isDryRun: Bool = false) async throws -> WebReport {
        var work = WebMirrorWork(of: self)
        if isDryRun { return work.known() }
        try work.prepareFolder()
        let visit = WebVisit(fetcher: fetcher, pause: pause)
        let list = try await WebPageList(of: self, visit: visit)
        work.begin(list)
        do {
            try await look(at: work.chosen, visit: visit, with: &work)
            try work.finish(list)
        } catch {
            try? work.save()
            throw error
        }
        return work.report
    }

    /// Looks at pages, two at a time, until too many of them find nobody at home.
    private func look(at pages: [WebAddress], visit: WebVisit, with work: inout WebMirrorWork) async throws {
        try await withThrowingTaskGroup(of: (WebAddress, WebFinding).self) { group in
            let all = Set(pages)
            var rest = pages[...]
            func next(_ work: WebMirrorWork) {
                guard !work.isHostDown, let page = rest.popFirst() else { return }
                let known = work.knowledge(of: page)
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
            for _ in 0..<Self.pagesAtOnce { next(work) }
            for try await (page, finding) in group {
                try work.take(finding, of: page)
                next(work)
            }
            if !rest.isEmpty { work.leave(rest.count) }
        }
    }

    private static let pagesAtOnce = 2

    private static func addresses(_ texts: [String], of name: String) throws(RAGError) -> [WebAddress] {
        var addresses: [WebAddress] = []
        for text in texts {
            guard let address = WebAddress(text) else {
                throw RAGError(
                    .notConfigured,
                    "\"\(text)\" is no address of a web page",
                    hint:
                        "Correct it in the settings of the source \(name): http:// or https://, the host in ASCII (xn--…), no user name"
                )
            }
            addresses.append(address)
        }
        return addresses
    }
}
