import Foundation
import Insight
import OpenAIClient
import RAGCore

/// Checks the links of the documents.
extension AuditJob {
    /// Returns the links that lead nowhere. Addresses in the web are asked for only if the options say so.
    func links(_ work: inout AuditWork) async throws -> [AuditFinding] {
        let paths = Set(work.chunks.filter { $0.metadata["url"] == nil }.map(\.path)).sorted()
        let documents = paths.filter(Self.holdsLinks).compactMap { path in
            work.lines.source(of: path).map { LinkedDocument(path: path, source: $0) }
        }
        let folder = assembly.settings.knowledgeBase.folder
        var broken = BrokenLink.inside(documents) { path in
            FileManager.default.fileExists(atPath: folder.appending(path: path).path)
        }
        let web = documents.flatMap { document in
            document.links.compactMap { link -> (path: String, link: DocumentLink, url: URL)? in
                guard case .web(let address) = link.destination(from: document.path) else { return nil }
                return URL(string: address).map { (document.path, link, $0) }
            }
        }
        if options.checksWeb {
            broken += try await brokenInWeb(web)
        } else if !web.isEmpty {
            work.notes.append("\(web.count) links into the web were not asked for; --check-links asks.")
        }
        return broken.map { work.finding($0) }
    }

    private static func holdsLinks(_ path: String) -> Bool {
        ["md", "markdown", "mdown", "mkd", "html", "htm"].contains((path as NSString).pathExtension.lowercased())
    }

    /// Asks for each address once, one after another, so that no host is asked for two at a time.
    private func brokenInWeb(_ links: [(path: String, link: DocumentLink, url: URL)]) async throws -> [BrokenLink] {
        var states: [URL: BrokenLink.Reason?] = [:]
        var broken: [BrokenLink] = []
        let total = Set(links.map(\.url)).count
        for (path, link, url) in links {
            try Task.checkCancellation()
            let reason: BrokenLink.Reason?
            if let known = states[url] {
                reason = known
            } else {
                reason = try await failure(of: url)
                states[url] = .some(reason)
                progress(.askingForLinks(done: states.count, total: total))
            }
            if let reason { broken.append(BrokenLink(path: path, link: link, reason: reason)) }
        }
        return broken
    }

    /// Returns why `url` leads nowhere; nil if it answers, if only an account opens it, or if its host asks for a pause.
    private func failure(of url: URL) async throws -> BrokenLink.Reason? {
        do {
            let timeouts = HTTPTimeouts(firstByte: .seconds(15), idle: .seconds(15))
            var status = try await assembly.http.status(of: url, timeouts: timeouts)
            // Some servers do not know HEAD.
            if [400, 403, 404, 405, 501].contains(status) {
                status = try await assembly.http.download(url, timeouts: timeouts, limit: Self.webBytes).status
            }
            return [401, 402, 403, 429, 503].contains(status) || status < 400 ? nil : .web(status: status, failure: "")
        } catch let error as RAGError {
            // A page that is too large is there.
            return error.code == .failed ? nil : .web(status: nil, failure: error.message)
        }
    }

    private static let webBytes = 8_000_000
}
