import Foundation
import LoopbackServer
import OpenAIClient
import RAGCore
import Synchronization

@testable import Ingestion

/// A web site on a loopback port whose pages a test can change. It answers 404 for missing pages and ends with the
/// test.
final class LoopbackSite: Sendable {
    struct Page: Sendable {
        var status = 200
        var headers = ["Content-Type": "text/html; charset=utf-8"]
        var body = Data()
        /// Entity tag that is sent, and answered with 304 when it is sent back.
        var etag: String?
    }

    private final class Pages: Sendable {
        let all = Mutex<[String: Page]>([:])
    }

    private let pages = Pages()
    private let server: ScriptedServer

    init() throws {
        server = try ScriptedServer { [pages] connection in
            while let request = connection.readRequest() {
                let page = pages.all.withLock { $0[request.path] } ?? Page(status: 404)
                let isKnown = page.etag != nil && request.headers["if-none-match"] == page.etag
                var headers = page.headers
                headers["ETag"] = page.etag
                headers["Content-Length"] = isKnown ? "0" : "\(page.body.count)"
                let lines = headers.map { "\($0.key): \($0.value)\r\n" }.sorted().joined()
                let head = "HTTP/1.1 \(isKnown ? 304 : page.status) Status\r\n\(lines)\r\n"
                try connection.write(Array(head.utf8) + (isKnown ? [] : Array(page.body)))
            }
        }
    }

    deinit { server.stop() }

    var origin: String { "http://127.0.0.1:\(server.port)" }

    /// Returns the targets of the requests since the last call, in order.
    func takeRequests() -> [String] {
        let seen = server.requests.map(\.path)
        return counted.withLock { count in
            defer { count = seen.count }
            return Array(seen[count...])
        }
    }

    private let counted = Mutex(0)

    func put(_ body: String, at path: String, etag: String? = nil, _ headers: [String: String] = [:], status: Int = 200)
    {
        put(Data(body.utf8), at: path, etag: etag, headers, status: status)
    }

    func put(_ body: Data, at path: String, etag: String? = nil, _ headers: [String: String] = [:], status: Int = 200) {
        var page = Page(status: status, body: body, etag: etag)
        page.headers.merge(headers) { $1 }
        pages.all.withLock { $0[path] = page }
    }

    func putSitemap(_ paths: [String]) {
        let entries = paths.map { "<url><loc>\(origin)\($0)</loc></url>" }.joined()
        put("<urlset>\(entries)</urlset>", at: "/sitemap.xml", ["Content-Type": "application/xml"])
    }

    func remove(_ path: String) { pages.all.withLock { $0[path] = nil } }
}

/// Fetches pages like the program does.
struct LoopbackFetcher: WebFetching {
    let client = HTTPClient(NetworkSettings())

    func fetch(_ url: URL, ifNoneMatch: String?, ifModifiedSince: String?, maximumBytes: Int) async throws
        -> WebResponse
    {
        let headers = [("If-None-Match", ifNoneMatch), ("If-Modified-Since", ifModifiedSince)]
            .compactMap { name, value in value.map { (name: name, value: $0) } }
        let reply = try await client.download(url, headers: headers, limit: maximumBytes)
        return WebResponse(status: reply.status, headers: reply.headers, body: reply.body)
    }
}
