import Foundation

/// The pages of a mirror, from its settings and its sitemaps.
struct WebPageList: Sendable {
    /// Pages in order, each once.
    private(set) var pages: [WebAddress] = []
    /// Whether a page that is not in the list is gone; false if a sitemap could not be read.
    private(set) var isComplete = true
    /// Faults of the sitemaps, by address.
    private(set) var faults: [SkippedDocument] = []
    private var seen: Set<WebAddress> = []

    /// The protocol allows 50 MB and 50,000 addresses a sitemap (<https://www.sitemaps.org/protocol.html>).
    private static let sitemapBytes = 50_000_000
    private static let mostSitemaps = 500

    /// Fetches the sitemaps. Throws `CancellationError`.
    init(of mirror: WebMirror, visit: WebVisit) async throws {
        for page in mirror.urls where !mirror.choice.excludes(page) { add(page) }
        for sitemap in mirror.sitemaps {
            var waiting = [sitemap]
            var next = 0
            while next < waiting.count {
                let address = waiting[next]
                next += 1
                switch try await Self.read(address, visit: visit) {
                case .success(.pages(let locations)):
                    add(locations, of: sitemap, listedAt: address, choice: mirror.choice)
                case .success(.sitemaps(let locations)) where address == sitemap:
                    let children = locations.compactMap { address.resolving($0) }
                    waiting += children.filter { $0.isOnHost(of: sitemap) }.prefix(Self.mostSitemaps)
                    if waiting.count - 1 < locations.count {
                        fail(address, "names sitemaps of other hosts, or more than \(Self.mostSitemaps)")
                    }
                case .success(.sitemaps): fail(address, "is a sitemap index inside another, which is not supported")
                case .failure(let error): fail(address, error.reason)
                }
            }
        }
    }

    private static func read(_ address: WebAddress, visit: WebVisit) async throws -> Result<Sitemap, ReadingError> {
        do {
            let (_, response) = try await visit.get(address, maximumBytes: sitemapBytes)
            guard response.status == 200 else {
                return .failure(ReadingError("answered with status \(response.status)"))
            }
            return .success(try Sitemap(response.body))
        } catch let failure as WebVisit.Failure {
            return .failure(ReadingError(failure.reason))
        } catch let error as ReadingError {
            return .failure(error)
        }
    }

    private mutating func add(
        _ locations: [String],
        of sitemap: WebAddress,
        listedAt address: WebAddress,
        choice: WebPageChoice
    ) {
        let found = locations.map { address.resolving($0) }
        let ours = found.compactMap { $0 }.filter { $0.isOnHost(of: sitemap) }
        for page in ours where choice.takes(page) { add(page) }
        if locations.isEmpty {
            fail(address, "lists no page")
        } else if ours.count < found.count {
            let count = found.count - ours.count
            note(
                address,
                .unsupported,
                "lists \(count) \(count == 1 ? "page" : "pages") of other hosts, which were left out"
            )
        }
    }

    private mutating func add(_ page: WebAddress) {
        if seen.insert(page).inserted { pages.append(page) }
    }

    private mutating func fail(_ address: WebAddress, _ reason: String) {
        note(address, .unreadable, "\(reason); copies of its pages stay")
        isComplete = false
    }

    private mutating func note(_ address: WebAddress, _ kind: SkippedDocument.Kind, _ reason: String) {
        faults.append(SkippedDocument(path: "\(address)", kind: kind, reason: reason))
    }
}
