import Foundation

/// The result of checking a page.
enum WebFinding: Sendable {
    /// New bytes with their record; `page.file` is the name of the copy.
    case copy(Data, WebRecord.Page)
    /// A page that must not be copied.
    case excluded(WebRecord.Page)
    /// A page that is unchanged since the last check.
    case unchanged
    /// A page that no longer exists, with the status.
    case gone(Int)
    case failed(WebVisit.Failure)

    /// Checks the page at `address`. `pages` are all pages of the mirror. Throws `CancellationError`.
    init(
        of address: WebAddress,
        knowing known: WebRecord.Page?,
        among pages: Set<WebAddress>,
        visit: WebVisit,
        maximumBytes: Int,
        extensions: Set<String>
    ) async throws {
        do {
            let (found, response) = try await visit.get(address, knowing: known, maximumBytes: maximumBytes)
            self.init(response, from: found, to: address, isKnown: known != nil, among: pages, extensions: extensions)
        } catch let failure as WebVisit.Failure {
            self = .failed(failure)
        }
    }

    private init(
        _ response: WebResponse,
        from found: WebAddress,
        to address: WebAddress,
        isKnown: Bool,
        among pages: Set<WebAddress>,
        extensions: Set<String>
    ) {
        switch response.status {
        case 200:
            var page = WebRecord.Page(fetchedAt: Date())
            page.etag = response.headers["etag"]
            page.lastModified = response.headers["last-modified"]
            page.contentType = response.headers["content-type"]
            if found != address, pages.contains(found) {
                page.exclusion = .init(kind: .empty, reason: "redirects to \(found), which is read itself")
                self = .excluded(page)
                return
            }
            switch WebPage(response, at: found, extensions: extensions) {
            case .copy(let bytes, let fileExtension):
                page.file = address.fileName(extension: fileExtension)
                page.hash = ContentHash.of(bytes)
                self = .copy(bytes, page)
            case .unread(let reason):
                page.exclusion = .init(kind: .unsupported, reason: reason)
                self = .excluded(page)
            case .withheld(let reason):
                page.exclusion = .init(kind: .empty, reason: reason)
                self = .excluded(page)
            }
        case 304 where isKnown: self = .unchanged
        case 404, 410: self = .gone(response.status)
        default:
            let isHostDown = response.status == 429 || response.status >= 500
            self = .failed(.init(reason: "answered with status \(response.status)", isHostDown: isHostDown))
        }
    }
}
