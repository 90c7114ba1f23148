import Foundation
import RAGCore

/// An HTML page that shows a map of texts, in one file that loads nothing.
///
/// The words of customers are data: they are embedded as JSON whose script element cannot be closed from inside, the
/// script inserts them as text, and the content security policy allows no other script.
package struct MapPage: Sendable {
    private let content: MapContent
    private let created: Date
    /// The language of the page; nil for that of the browser.
    private let language: String?

    /// Creates a page in the language of the locale in `environment`, or of the browser where that names none.
    package init(
        _ content: MapContent,
        created: Date,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.content = content
        self.created = created
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        language = locale.flatMap { Language(rawValue: String($0.prefix(2)))?.rawValue }
    }

    /// Writes the page to `path`, complete or not at all. Throws `RAGError`.
    package func write(to path: String) throws {
        do {
            try Data(html().utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw RAGError(
                .failed,
                "The map \(path) cannot be written",
                hint: "Name a file in an existing folder that you may write to",
                cause: error
            )
        }
    }

    /// Returns the page. `nonce` permits its own style and script and nothing else; it consists of unpredictable
    /// letters and digits.
    package func html(nonce: String = UUID().uuidString) throws -> String {
        """
        <!DOCTYPE html>
        <html lang="\(language ?? "en")">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-\(nonce)'; \
        script-src 'nonce-\(nonce)'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <meta name="color-scheme" content="light dark">
        <title>kefu</title>
        <style nonce="\(nonce)">
        \(Self.text(PackageResources.map_css))
        </style>
        </head>
        <body>
        <noscript>This map needs JavaScript; it fetches nothing. 本页需要启用 JavaScript，不会访问网络。</noscript>
        <script type="application/json" id="data">\(try json())</script>
        <script nonce="\(nonce)">
        'use strict';
        \(Self.scripts.map(Self.text).joined(separator: "\n"))
        </script>
        </body>
        </html>

        """
    }

    /// The scripts of the page. One uses names of those before it.
    private static let scripts = [
        PackageResources.map_words_js, PackageResources.map_data_js, PackageResources.map_colours_js,
        PackageResources.map_projection_js, PackageResources.map_camera_js, PackageResources.map_webgl_js,
        PackageResources.map_canvas_js, PackageResources.map_labels_js, PackageResources.map_state_js,
        PackageResources.map_panel_js, PackageResources.map_detail_js, PackageResources.map_input_js,
        PackageResources.map_start_js,
    ]

    private static func text(_ file: [UInt8]) -> String { String(decoding: file.dropLast(), as: UTF8.self) }

    private struct Root: Encodable {
        let language: String?
        let created: Date
        let content: MapContent
    }

    /// Returns JSON in which no character can end a script element.
    private func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let bytes = try encoder.encode(Root(language: language, created: created, content: content))
        var safe: [UInt8] = []
        safe.reserveCapacity(bytes.count)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "<"): safe += "\\u003c".utf8
            case UInt8(ascii: ">"): safe += "\\u003e".utf8
            case UInt8(ascii: "&"): safe += "\\u0026".utf8
            default: safe.append(byte)
            }
        }
        return String(decoding: safe, as: UTF8.self)
    }
}
