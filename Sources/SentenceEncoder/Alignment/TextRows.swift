import RAGCore

/// The tokens of a text and the rows of the last two layers for them, without marks.
struct TextRows: Sendable {
    /// A layer whose rows are kept.
    enum Layer: Int, CaseIterable {
        /// The layer before the last.
        case inner
        case last
    }

    let tokens: [Int32]
    /// [layers][tokens][width].
    private let rows: [[Float]]
    private let width: Int

    /// Joins the windows of each text, which may come in any order. The rows of the marks are left out, and those of
    /// the first `prefix` tokens.
    static func joining(_ outputs: [WindowOutput], tokens: [[Int32]], dropping prefix: Int, width: Int) -> [TextRows] {
        var parts = [[WindowOutput]](repeating: [], count: tokens.count)
        for output in outputs { parts[output.window.text].append(output) }
        return zip(tokens, parts).map { tokens, windows in
            let windows = windows.sorted { $0.window.tokens.lowerBound < $1.window.tokens.lowerBound }
            let prefix = min(prefix, tokens.count)
            let rows = Layer.allCases.map { layer in
                let all = windows.flatMap { $0.rows(of: layer).dropFirst(width).dropLast(width) }
                return Array(all.dropFirst(prefix * width))
            }
            return TextRows(tokens: Array(tokens.dropFirst(prefix)), rows: rows, width: width)
        }
    }

    /// Returns the row of the token with the number `index`.
    func state(_ index: Int, _ layer: Layer) -> ArraySlice<Float> {
        rows[layer.rawValue][(index * width)..<((index + 1) * width)]
    }

    /// Returns what `convert` makes of the rows minus their mean in `language`, layer by layer and token by token.
    func states<Element>(
        _ role: EmbeddingRole,
        _ language: Language?,
        _ convert: (ArraySlice<Float>, [Float]) -> [Element]
    ) -> [Element] {
        Layer.allCases.flatMap { layer in
            let mean = TokenMeans.mean(role, language, layer)
            return tokens.indices.flatMap { convert(state($0, layer), mean) }
        }
    }
}

extension WindowOutput {
    /// Returns the rows of one layer, with those of the marks. The output must be that of `ForwardPass.rows`.
    func rows(of layer: TextRows.Layer) -> ArraySlice<Float> {
        let count = values.count / TextRows.Layer.allCases.count
        return values[(layer.rawValue * count)..<((layer.rawValue + 1) * count)]
    }
}
