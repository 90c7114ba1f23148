import Foundation
import OperatingSystem

/// A mirror's record of its pages. The file can be deleted; then all pages are fetched again.
struct WebRecord: Sendable, Hashable, Codable {
    struct Page: Sendable, Hashable, Codable {
        /// Name of the copy; nil if the page is known but has none.
        var file: String?
        /// SHA-256 of the copy.
        var hash: String?
        var etag: String?
        var lastModified: String?
        var contentType: String?
        var fetchedAt: Date
        var exclusion: Exclusion?
    }

    /// The reason why there is no copy.
    struct Exclusion: Sendable, Hashable, Codable {
        let kind: SkippedDocument.Kind
        /// Reason to show after the address.
        let reason: String
    }

    /// Pages by address.
    var pages: [String: Page] = [:]

    init() {}

    /// Reads `file`; the record is empty if the file is missing or cannot be read.
    init(in file: URL) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let found = (try? Data(contentsOf: file)).flatMap { try? decoder.decode(WebRecord.self, from: $0) }
        self = found ?? WebRecord()
    }

    /// Replaces `file` in one step.
    func save(to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try PrivateFile.write(encoder.encode(self), to: file.path)
    }

    /// Returns the metadata of each copy's document by the name of the copy.
    static func metadata(in file: URL) -> [String: [String: [String]]] {
        let pages = WebRecord(in: file).pages.compactMap { address, page in
            page.file.map { ($0, ["url": [address]]) }
        }
        return Dictionary(pages, uniquingKeysWith: { first, _ in first })
    }
}
