import Foundation
import RAGCore

/// An HTML page that shows a map of texts.
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
        language = HTMLPage.language(of: environment)
    }

    /// The page, whose style and scripts the build embeds into the program. Throws `EncodingError`.
    package var page: HTMLPage {
        get throws {
            try HTMLPage(
                language: language,
                style: PackageResources.map_css,
                scripts: Self.scripts,
                data: Root(language: language, created: created, content: content)
            )
        }
    }

    /// One uses names of those before it.
    private static let scripts = [
        PackageResources.map_words_js, PackageResources.map_data_js, PackageResources.map_colours_js,
        PackageResources.map_projection_js, PackageResources.map_camera_js, PackageResources.map_webgl_js,
        PackageResources.map_canvas_js, PackageResources.map_labels_js, PackageResources.map_state_js,
        PackageResources.map_panel_js, PackageResources.map_detail_js, PackageResources.map_input_js,
        PackageResources.map_start_js,
    ]

    private struct Root: Encodable {
        let language: String?
        let created: Date
        let content: MapContent
    }
}
