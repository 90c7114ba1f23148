import Foundation

/// An HTML page in one file that loads nothing: its style, scripts and data are inside.
///
/// The words of customers and documents are data: they are embedded as JSON whose script element cannot be closed from
/// inside, the scripts insert them as text, and the content security policy allows no other script.
package struct HTMLPage: Sendable {
    /// The language of the page; nil for that of the browser.
    private let language: String?
    private let style: [UInt8]
    private let scripts: [[UInt8]]
    private let data: String

    /// Creates a page from the bytes of its style sheet and scripts, which run in this order, after `page-elements.js`.
    /// They read `data`, encoded as JSON, from the constant of this name. Throws `EncodingError`.
    package init(language: String?, style: [UInt8], scripts: [[UInt8]], data: some Encodable) throws {
        self.language = language
        self.style = style
        self.scripts = scripts
        self.data = try Self.json(of: data)
    }

    /// Returns the page. `nonce` permits its own style and scripts and nothing else; it consists of unpredictable
    /// letters and digits.
    package func html(nonce: String = UUID().uuidString) -> String {
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
        \(Self.text(style))
        </style>
        </head>
        <body>
        <noscript>This page needs JavaScript; it fetches nothing. 本页需要启用 JavaScript，不会访问网络。</noscript>
        <script type="application/json" id="data">\(data)</script>
        <script nonce="\(nonce)">
        \(([PackageResources.page_elements_js] + scripts).map(Self.text).joined(separator: "\n"))
        </script>
        </body>
        </html>

        """
    }

    /// Writes the page to `path`, complete or not at all. Throws `RAGError`.
    package func write(to path: String) throws {
        do {
            try Data(html().utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw RAGError(
                .failed,
                "The page \(path) cannot be written",
                hint: "Name a file in an existing folder that you may write to",
                cause: error
            )
        }
    }

    /// Returns the language of the locale in `environment`, `zh` or `en`; nil if none is set.
    package static func language(of environment: [String: String]) -> String? {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale.flatMap { Language(rawValue: String($0.prefix(2)))?.rawValue }
    }

    /// Returns JSON in which no character can end a script element. Throws `EncodingError`.
    static func json(of data: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let bytes = try encoder.encode(data)
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

    /// Returns a file's text without its final line break.
    private static func text(_ file: [UInt8]) -> String { String(decoding: file.dropLast(), as: UTF8.self) }
}
