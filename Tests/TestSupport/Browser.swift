import Foundation

/// Chromium, without a window.
package enum Browser {
    /// The program; nil where it is not installed.
    package static let path: String? = [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ].first(where: FileManager.default.isExecutableFile)

    /// Returns the page after its script has run, opened with `fragment` in its address.
    package static func dump(_ page: Page, _ fragment: String = "") throws -> String {
        // The file stays until the browser has read it.
        defer { withExtendedLifetime(page) {} }
        let folder = FileManager.default.temporaryDirectory.appending(path: "kefu-browser-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process()
        process.executableURL = path.map { URL(filePath: $0) }
        let encoded = fragment.addingPercentEncoding(withAllowedCharacters: .urlFragmentAllowed) ?? ""
        process.arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-extensions",
            "--disable-background-networking", "--disable-component-update", "--user-data-dir=\(folder.path)",
            "--virtual-time-budget=2000",
            "--dump-dom", page.url.absoluteString + (encoded.isEmpty ? "" : "#" + encoded),
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }
}
