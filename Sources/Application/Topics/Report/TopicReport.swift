import Foundation
import RAGCore

/// An HTML page that shows topics: size, trend, gaps, typical questions, subtopics and all texts, in one file that loads
/// nothing.
///
/// The words of customers are data: they are embedded as JSON whose script element cannot be closed from inside, the
/// script inserts them as text, and the content security policy allows no other script.
package struct TopicReport: Sendable {
    private let data: TopicReportData

    /// Creates a report in the language of the locale in `environment`, or of the browser where that names none.
    package init(
        _ overview: TopicOverview,
        created: Date,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        data = TopicReportData(overview, created: created, language: Self.language(of: environment))
    }

    /// Writes the page to `path`, complete or not at all. Throws `RAGError`.
    package func write(to path: String) throws {
        do {
            try Data(html().utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw RAGError(
                .failed,
                "The report \(path) cannot be written",
                hint: "Name a file in an existing folder that you may write to",
                cause: error
            )
        }
    }

    /// Returns the page. `nonce` permits its own style and script and nothing else; it consists of unpredictable
    /// letters and digits.
    package func html(nonce: String = UUID().uuidString) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(data.language ?? "en")">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-\(nonce)'; \
        script-src 'nonce-\(nonce)'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <meta name="color-scheme" content="light dark">
        <title>kefu</title>
        <style nonce="\(nonce)">
        \(Self.style)
        </style>
        </head>
        <body>
        <div id="page"></div>
        <noscript>This report needs JavaScript; it fetches nothing. 本报告需要启用 JavaScript，不会访问网络。</noscript>
        <script type="application/json" id="data">\(data.json)</script>
        <script nonce="\(nonce)">
        \(Self.words)
        \(Self.script)
        </script>
        </body>
        </html>

        """
    }

    // The build embeds these files of this folder into the program.
    private static let style = text(PackageResources.topics_css)
    private static let words = text(PackageResources.topics_words_js)
    private static let script = text(PackageResources.topics_js)

    /// Returns a file's text without its final line break.
    private static func text(_ file: [UInt8]) -> String { String(decoding: file.dropLast(), as: UTF8.self) }

    /// Returns the language of the locale: `zh` or `en`; nil if none is set.
    private static func language(of environment: [String: String]) -> String? {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale.flatMap { Language(rawValue: String($0.prefix(2)))?.rawValue }
    }
}
