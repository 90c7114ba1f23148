/// The properties at the beginning of a Markdown file: YAML between `---` lines, or TOML between `+++` lines.
struct FrontMatter: Sendable, Hashable {
    /// Values by lower-case key; a single value is a list of one. The keys of nested properties are joined with a full
    /// stop: `seo.keywords`.
    let values: [String: [String]]
    /// Number of lines, including those that enclose the properties.
    let lineCount: Int

    /// Returns nil if the text does not begin with front matter.
    init?(of source: SourceText) {
        let fence = source[source.content(ofLine: 1)].trimmingBlanks()
        guard fence == "---" || fence == "+++" else { return nil }
        let isTOML = fence == "+++"
        var lines: [Substring] = []
        for line in stride(from: 2, through: source.lineCount, by: 1) {
            let content = source[source.content(ofLine: line)]
            let isEnd = content.trimmingBlanks() == fence || !isTOML && content == "..."
            guard !isEnd else {
                let found = isTOML ? TOMLProperties(lines)?.values : YAMLProperties(lines)?.values
                guard let found, line == 2 || !found.isEmpty else { return nil }
                values = found.mapValues { $0.filter { !$0.isEmpty } }.filter { !$0.value.isEmpty }
                lineCount = line
                return
            }
            lines.append(content)
        }
        return nil
    }

    /// The property that says the document is not published yet, such as `draft: true`; nil if there is none.
    var draft: String? {
        func value(_ key: String) -> String? { values[key]?.first?.lowercased() }
        for key in ["draft", "isdraft", "草稿"] where ["true", "yes", "1", "on", "是"].contains(value(key)) {
            return "\(key): \(values[key]?.first ?? "")"
        }
        for key in ["published", "publish", "发布"] where ["false", "no", "0", "off", "否"].contains(value(key)) {
            return "\(key): \(values[key]?.first ?? "")"
        }
        for key in ["status", "state", "状态"] where ["draft", "unpublished", "草稿", "未发布"].contains(value(key)) {
            return "\(key): \(values[key]?.first ?? "")"
        }
        return nil
    }
}
