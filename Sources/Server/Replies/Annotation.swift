import Answering

/// A citation mark in a text and what it cites, in the shape of the OpenAI API.
struct Annotation: Encodable, Sendable, Hashable {
    struct Citation: Encodable, Sendable, Hashable {
        /// The first code point of the mark.
        let startIndex: Int
        /// The code point after the mark.
        let endIndex: Int
        let title: String
        /// The web address of the source, else its path and lines: `kefu:zh/returns.md#L12-L20`.
        let url: String
    }

    let type = "url_citation"
    let urlCitation: Citation

    /// Returns an annotation for each mark `[n]` in `text` that cites one of `sources`. Indices count from `offset`.
    static func annotations(of text: String, _ sources: [Source], offset: Int = 0) -> [Annotation] {
        let cited = Dictionary(sources.filter(\.isCited).map { ($0.number, $0) }, uniquingKeysWith: { $1 })
        guard !cited.isEmpty else { return [] }
        var annotations: [Annotation] = []
        var start: Int?
        var number = 0
        for (index, scalar) in text.unicodeScalars.enumerated() {
            switch scalar {
            case "[": (start, number) = (index, 0)
            case "0"..."9" where start != nil && number < 1_000: number = number * 10 + Int(scalar.value - 48)
            case "]":
                if let start, let source = cited[number] {
                    annotations.append(Annotation(source, from: start + offset, to: index + 1 + offset))
                }
                start = nil
            default: start = nil
            }
        }
        return annotations
    }

    private init(_ source: Source, from start: Int, to end: Int) {
        urlCitation = Citation(
            startIndex: start,
            endIndex: end,
            title: source.title,
            url: source.url ?? "kefu:\(source.path)#L\(source.lines.lowerBound)-L\(source.lines.upperBound)"
        )
    }
}
