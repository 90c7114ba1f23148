import Foundation
import RAGCore

/// A client for one update, which respects robots.txt, stays on the host and keeps the requested delay.
actor WebVisit {
    /// The reason why a page could not be fetched. Its copy stays.
    struct Failure: Error {
        /// Reason to show after the address.
        let reason: String
        /// Whether the host gave no answer, or asked for fewer requests.
        var isHostDown = false
        /// Whether robots.txt forbids the page, which is the site's wish and no fault.
        var isForbidden = false
    }

    private let fetcher: any WebFetching
    private let pause: @Sendable (Duration) async throws -> Void
    /// Rules by origin. A task, so that two pages wait for the same request.
    private var robots: [String: Task<RobotsRules, any Error>] = [:]
    /// Earliest start of the next request to an origin.
    private var nextStart: [String: ContinuousClock.Instant] = [:]

    /// RFC 9309, 2.3.1.2, asks for at least five.
    private static let mostRedirects = 5
    /// Longest delay between two requests in seconds, even if a site asks for more.
    private static let longestDelay = 10.0

    init(fetcher: any WebFetching, pause: @escaping @Sendable (Duration) async throws -> Void) {
        self.fetcher = fetcher
        self.pause = pause
    }

    /// Fetches a page if robots.txt allows it, following at most five redirects within the host. Also returns the
    /// address that answered. Throws `Failure` and `CancellationError`.
    func get(_ address: WebAddress, knowing page: WebRecord.Page? = nil, maximumBytes: Int) async throws
        -> (address: WebAddress, response: WebResponse)
    {
        try await get(address, knowing: page, maximumBytes: maximumBytes) { [self] hop in
            let rules = try await rules(for: hop)
            guard !rules.isUnreachable else {
                throw Failure(
                    reason: "was not fetched: \(hop.origin)/robots.txt is not available now",
                    isHostDown: true
                )
            }
            guard rules.allows(hop) else {
                throw Failure(reason: "may not be fetched: robots.txt disallows it", isForbidden: true)
            }
            try await waitForTurn(at: hop.origin, delay: min(rules.crawlDelay, Self.longestDelay))
        }
    }

    private func get(
        _ address: WebAddress,
        knowing page: WebRecord.Page?,
        maximumBytes: Int,
        before: (WebAddress) async throws -> Void
    ) async throws -> (address: WebAddress, response: WebResponse) {
        var hop = address
        for _ in 0...Self.mostRedirects {
            try await before(hop)
            let response = try await fetch(hop, knowing: page, maximumBytes: maximumBytes)
            guard [301, 302, 303, 307, 308].contains(response.status), let location = response.headers["location"]
            else { return (hop, response) }
            guard let next = hop.resolving(location), next.isOnHost(of: address) else {
                throw Failure(reason: "redirects to another host, which is not followed: \(location.prefix(200))")
            }
            hop = next
        }
        throw Failure(reason: "redirects more than \(Self.mostRedirects) times")
    }

    private func fetch(_ address: WebAddress, knowing page: WebRecord.Page?, maximumBytes: Int) async throws
        -> WebResponse
    {
        guard let url = URL(string: address.description) else { throw Failure(reason: "is not a web address") }
        do {
            return try await fetcher.fetch(
                url,
                ifNoneMatch: page?.etag,
                ifModifiedSince: page?.lastModified,
                maximumBytes: maximumBytes
            )
        } catch let error as RAGError {
            throw Failure(reason: "cannot be fetched: \(error.message)", isHostDown: error.code != .failed)
        }
    }

    /// Returns the rules of an address's origin, which are fetched once a visit. A status of 4xx means that everything
    /// is allowed, a failing server that nothing is for now (RFC 9309, 2.3.1).
    private func rules(for address: WebAddress) async throws -> RobotsRules {
        let task = robots[address.origin] ?? Task { try await fetchRules(for: address) }
        robots[address.origin] = task
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private func fetchRules(for address: WebAddress) async throws -> RobotsRules {
        guard let file = WebAddress(address.origin + "/robots.txt") else { return .unreachable }
        do {
            let (_, response) = try await get(file, knowing: nil, maximumBytes: 1_000_000) { _ in }
            switch response.status {
            case 200..<300: return RobotsRules(response.body)
            case 429: return .unreachable
            case 400..<500: return .all
            default: return .unreachable
            }
        } catch is Failure {
            return .unreachable
        }
    }

    private func waitForTurn(at origin: String, delay: Double) async throws {
        guard delay > 0 else { return }
        let now = ContinuousClock.now
        let start = max(now, nextStart[origin] ?? now)
        nextStart[origin] = start + .seconds(delay)
        if start > now { try await pause(start - now) }
    }
}
