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
        work.notes += Self.notes(on: work.chunks, documents: documents)
        let folder = assembly.settings.knowledgeBase.folder
        var broken = BrokenLink.inside(documents) { path in
            FileManager.default.fileExists(atPath: folder.appending(path: path).path)
        }
        let web = documents.flatMap { document in
            document.links.compactMap { link -> (path: String, link: DocumentLink, url: URL)? in
                guard case .web(let address) = link.destination(from: document.path, base: document.base) else {
                    return nil
                }
                return URL(string: address).map { (document.path, link, $0) }
            }
        }
        if options.checksWeb {
            broken += try await brokenInWeb(web)
        } else if !web.isEmpty {
            work.notes.append(
                web.count == 1
                    ? "1 link into the web was not asked for; --check-links asks."
                    : "\(web.count) links into the web were not asked for; --check-links asks."
            )
        }
        return broken.map { work.finding($0) }
    }

    /// Returns what is said about links that are not checked.
    private static func notes(on chunks: [DocumentChunk], documents: [LinkedDocument]) -> [String] {
        var notes: [String] = []
        let frames = documents.reduce(0) { $0 + $1.frameLinks }
        if frames > 0 {
            notes.append(
                "Links in the navigation and footers of saved pages were not checked, \(frames) in all; kefu does not read them."
            )
        }
        let remote = Set(chunks.filter { $0.metadata["url"] != nil }.map(\.path)).count
        if remote > 0 {
            notes.append(
                "Links in documents from other sources were not checked; the index holds \(remote) of them without their links."
            )
        }
        let read = Set(documents.map(\.path))
        let others = Set(chunks.filter { $0.metadata["url"] == nil && !read.contains($0.path) }.map(\.path))
        let kinds = Set(others.map { ($0 as NSString).pathExtension.lowercased() }).sorted().joined(separator: ", ")
        if !others.isEmpty {
            notes.append(
                "Links are read from Markdown and HTML alone; \(others.count) documents are of other formats (\(kinds))."
            )
        }
        return notes
    }

    private static func holdsLinks(_ path: String) -> Bool {
        ["md", "markdown", "mdown", "mkd", "html", "htm", "xhtml"].contains(
            (path as NSString).pathExtension.lowercased()
        )
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

    /// Returns why `url` leads nowhere; nil if it answers, if only an account opens it, or if its host asks for a
    /// pause.
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
