import Foundation

/// What a mirror knows of the pages it has looked at. A file that can be deleted: the pages are then fetched anew.
struct WebRecord: Sendable, Hashable, Codable {
    struct Page: Sendable, Hashable, Codable {
        /// Name of the copy; nil where the page is known and has none.
        var file: String?
        /// SHA-256 of the copy.
        var hash: String?
        var etag: String?
        var lastModified: String?
        var contentType: String?
        var fetchedAt: Date
        var exclusion: Exclusion?
    }

    /// Why there is no copy.
    struct Exclusion: Sendable, Hashable, Codable {
        let kind: SkippedDocument.Kind
        /// To be put behind the address.
        let reason: String
    }

    /// By address.
    var pages: [String: Page] = [:]

    init() {}

    /// What `file` holds; nothing where there is none, or one that cannot be read.
    init(in file: URL) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let found = (try? Data(contentsOf: file)).flatMap { try? decoder.decode(WebRecord.self, from: $0) }
        self = found ?? WebRecord()
    }

    /// Puts it in place of what `file` held, whole or not at all.
    func save(to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: file, options: .atomic)
    }

    /// What each copy's document carries, by the copy's name.
    static func metadata(in file: URL) -> [String: [String: [String]]] {
        let pages = WebRecord(in: file).pages.compactMap { address, page in
            page.file.map { ($0, ["url": [address]]) }
        }
        return Dictionary(pages, uniquingKeysWith: { first, _ in first })
    }
}
