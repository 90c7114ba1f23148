import Foundation

/// An HTML file in a temporary folder that is deleted with it.
package final class Page {
    /// Its address.
    package let url: URL
    private let folder: URL

    /// Writes the file.
    package init(_ html: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kefu-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        url = folder.appending(path: "report.html")
        try Data(html.utf8).write(to: url)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
