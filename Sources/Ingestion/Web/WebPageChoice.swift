import RAGCore

/// The pages of a web source that are copied, chosen by glob patterns for their paths, as the files of a folder are.
struct WebPageChoice: Sendable, Hashable {
    private let include: [GlobPattern]
    private let exclude: [GlobPattern]

    /// All pages.
    static let all = WebPageChoice()

    private init() { (include, exclude) = ([], []) }

    /// Parses the patterns of the source `name`; one may begin with a page's whole address. Throws `RAGError`
    /// (`notConfigured`) for an invalid pattern.
    init(include: [String], exclude: [String], of name: String) throws(RAGError) {
        do {
            self.include = try include.map { try GlobPattern(Self.path($0)) }
            self.exclude = try exclude.map { try GlobPattern(Self.path($0)) }
        } catch {
            let hint = "Correct it in the settings of the source \(name)"
            throw RAGError(.notConfigured, "\(error)", hint: hint, cause: error)
        }
    }

    /// Returns whether a page that a sitemap lists is copied.
    func takes(_ page: WebAddress) -> Bool {
        (include.isEmpty || Self.matches(include, page)) && !excludes(page)
    }

    /// Returns whether a page is left out, even if it is named itself.
    func excludes(_ page: WebAddress) -> Bool { Self.matches(exclude, page) }

    private static func matches(_ patterns: [GlobPattern], _ page: WebAddress) -> Bool {
        guard !patterns.isEmpty else { return false }
        let path = page.path.removingPercentEncoding ?? page.path
        let names = path.split(separator: "/").map {
            Array(String($0).precomposedStringWithCanonicalMapping.unicodeScalars)
        }
        guard let last = names.last else { return patterns.contains { $0.matches([], isFolder: true) } }
        var whole = names
        if let query = page.query { whole[whole.count - 1] = last + Array("?\(query)".unicodeScalars) }
        let isFolder = page.path.hasSuffix("/")
        return patterns.contains { pattern in
            pattern.matches(whole, isFolder: isFolder) || pattern.matches(names, isFolder: isFolder)
                || (1..<names.count).contains { pattern.matches(Array(names[..<$0]), isFolder: true) }
        }
    }

    /// Returns the path of a pattern that begins with an address: `https://shop.example/help/**`.
    private static func path(_ pattern: String) -> String {
        guard pattern.hasPrefix("http://") || pattern.hasPrefix("https://"), let colon = pattern.firstRange(of: "://")
        else {
            return pattern
        }
        let path = pattern[colon.upperBound...].drop { $0 != "/" }
        return path.isEmpty ? "/**" : String(path)
    }
}
