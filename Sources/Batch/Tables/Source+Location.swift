import Answering

extension Source {
    /// Number, heading and location: `[1] 退款 › 时效 (faq/refund.md, lines 12-15)`.
    var citation: String { "[\(number)] \(heading.isEmpty ? title : heading) (\(location))" }

    /// The address or file, with pages or, for a file, lines.
    var location: String {
        let file = url ?? path
        if let pages {
            let range = pages.count > 1 ? "pages \(pages.lowerBound)-\(pages.upperBound)" : "page \(pages.lowerBound)"
            return "\(file), \(range)"
        }
        if url != nil { return file }
        return file
            + (lines.count > 1 ? ", lines \(lines.lowerBound)-\(lines.upperBound)" : ", line \(lines.lowerBound)")
    }
}
