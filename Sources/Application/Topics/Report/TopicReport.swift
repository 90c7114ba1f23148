import Foundation
import RAGCore

/// An HTML page that shows topics: size, trend, gaps, typical questions, subtopics and all texts.
package struct TopicReport: Sendable {
    private let data: TopicReportData

    /// Creates a report in the language of the locale in `environment`, or of the browser where that names none.
    package init(
        _ overview: TopicOverview,
        created: Date,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        data = TopicReportData(overview, created: created, language: HTMLPage.language(of: environment))
    }

    /// The page, whose style and scripts the build embeds into the program. Throws `EncodingError`.
    package var page: HTMLPage {
        get throws {
            try HTMLPage(
                language: data.language,
                style: PackageResources.topics_css,
                scripts: [PackageResources.topics_words_js, PackageResources.topics_js],
                data: data
            )
        }
    }
}
