import Answering
import Application
import Foundation
import RAGCore

/// Decides how to show the document of a source: text in a pager at the right line, anything else with the desktop.
struct DocumentOpener {
    /// The folder of each source by its name; the main folder's name is `Document.mainSource`.
    let folders: [String: URL]
    var environment = ProcessInfo.processInfo.environment

    /// The command that shows a document.
    enum Action: Sendable, Hashable {
        /// A program that takes over the terminal.
        case page([String])
        /// A program that opens a window and runs on its own.
        case desktop([String])
    }

    /// Returns the command that shows the document at `place`, or its web page if it has an HTTP address.
    ///
    /// Throws `RAGError` if the document no longer exists or no program can show it.
    func action(for place: Place) throws -> Action {
        if let address = place.url.flatMap(URL.init(string:)), ["http", "https"].contains(address.scheme?.lowercased())
        {
            guard let desktop else {
                throw RAGError(.failed, "There is no desktop here to open \(address.absoluteString)")
            }
            return .desktop([desktop, address.absoluteString])
        }
        let file = try file(of: place)
        guard Self.isText(file) else {
            guard let desktop else { throw RAGError(.failed, "There is no desktop here to open \(file.path)") }
            return .desktop([desktop, file.path])
        }
        let words = (environment["PAGER"] ?? "").split(separator: " ").map(String.init)
        let pager = words.isEmpty ? ["less"] : words
        let jumps = ["less", "more", "most"].contains(URL(filePath: pager[0]).lastPathComponent)
        return .page(pager + (jumps && place.line > 1 ? ["+\(place.line)"] : []) + [file.path])
    }

    /// Returns the file of an indexed path. The longest source name that the path begins with decides the folder.
    private func file(of place: Place) throws -> URL {
        let source = folders.keys.filter { place.path.hasPrefix($0 + "/") }.max { $0.count < $1.count }
        let candidates = [
            source.flatMap { name in folders[name].map { ($0, String(place.path.dropFirst(name.count + 1))) } },
            folders[Document.mainSource].map { ($0, place.path) },
        ]
        for case let (folder, path)? in candidates {
            let file = folder.appending(path: path).standardizedFileURL
            let isWithin = file.path.hasPrefix(folder.standardizedFileURL.path)
            if isWithin, FileManager.default.fileExists(atPath: file.path) { return file }
        }
        throw RAGError(
            .failed,
            "The document \(place.path) is no longer there",
            hint: "Run `kefu refresh` to bring the index up to the documents"
        )
    }

    /// Whether the file is text: it has no zero byte among its first 8,000, the rule that `git` uses, and is no PDF.
    private static func isText(_ file: URL) -> Bool {
        guard let handle = try? FileHandle(forReadingFrom: file) else { return true }
        defer { try? handle.close() }
        let beginning = (try? handle.read(upToCount: 8_000)) ?? Data()
        return !beginning.contains(0) && !beginning.starts(with: Data("%PDF".utf8))
    }

    /// The program that opens files on this desktop; nil if there is no desktop.
    private var desktop: String? {
        #if canImport(Darwin)
            "/usr/bin/open"
        #else
            ["DISPLAY", "WAYLAND_DISPLAY"].contains { environment[$0]?.isEmpty == false } ? "xdg-open" : nil
        #endif
    }
}
