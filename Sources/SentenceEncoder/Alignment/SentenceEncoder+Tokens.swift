import CMatrixKernels
import RAGCore

extension SentenceEncoder: TokenEncoder {
    /// The information, as a natural logarithm, of words that say nothing by themselves: `the`, `的`.
    private static let knownInformation: Float = 5
    /// The weight of such words.
    private static let leastWeight: Float = 0.3

    /// The form changes with the model, the means that are subtracted and the bits that are kept.
    package var stateForm: String { "\(model.name)/signs/1" }

    /// Returns the tokens without the prefix and the marks. A token weighs as much as it tells, by its probability in
    /// the model's vocabulary: rare words count most.
    package func questionTokens(of question: String) async throws -> QuestionTokens {
        let rows = try await rows(of: [question], as: .query)[0]
        let mean = TokenMeans.mean(.query, Language(of: question))
        let pieces = rows.tokens.map(tokenizer.piece)
        return QuestionTokens(
            pieces: pieces.map(\.text),
            weights: pieces.map { max(-$0.score - Self.knownInformation, Self.leastWeight) },
            states: rows.tokens.indices.flatMap { TokenState.bytes(rows.state($0), minus: mean) }
        )
    }

    /// Returns the tokens of `passages` without the prefix and the marks, computed on all threads.
    package func passageTokens(of passages: [String]) async throws -> [PassageTokens] {
        zip(passages, try await rows(of: passages, as: .passage)).map(Self.signs)
    }

    /// Returns the tokens of `passages` and their embeddings from one run of the network.
    package func tokensAndEmbeddings(of passages: [String]) async throws -> [(PassageTokens, Embedding)] {
        let (tokens, outputs) = try await outputs(of: passages, as: .passage) { $0.rows(of: $1) }
        let means = outputs.map { WindowOutput(window: $0.window, values: mean(of: $0.values)) }
        let embeddings = try WindowOutput.embeddings(of: passages.count, from: means, model: model)
        let rows = textRows(tokens, outputs, as: .passage)
        return zip(zip(passages, rows).map(Self.signs), embeddings).map { ($0, $1) }
    }

    /// Returns the mean state of all tokens of `texts`, which must not be empty. `TokenMeans` holds those of the
    /// evaluation sets.
    package func meanTokenState(of texts: [String], as role: EmbeddingRole) async throws -> [Float] {
        mean(of: try await rows(of: texts, as: role).flatMap { rows in rows.tokens.indices.flatMap(rows.state) })
    }

    /// Returns, for each token of `question`, the largest cosine to a token of `passage`.
    package func cosines(of question: QuestionTokens, with passage: PassageTokens) -> [Float] {
        let width = network.shape.width
        let count = question.pieces.count
        return [Float](unsafeUninitializedCapacity: count) { best, filled in
            let tokens = Int32(passage.bytes.count / (width / 4))
            mk_align(kernel.level, question.states, Int32(count), passage.bytes, tokens, Int32(width), best.baseAddress)
            filled = count
        }
    }

    private func rows(of texts: [String], as role: EmbeddingRole) async throws -> [TextRows] {
        let (tokens, outputs) = try await outputs(of: texts, as: role) { $0.rows(of: $1) }
        return textRows(tokens, outputs, as: role)
    }

    private func textRows(_ tokens: [[Int32]], _ outputs: [WindowOutput], as role: EmbeddingRole) -> [TextRows] {
        // The prefix ends with a space, which the next word takes as its own.
        let prefix = tokenizer.tokens(of: String(role.prefix.dropLast())).count
        return TextRows.joining(outputs, tokens: tokens, width: network.shape.width).map { $0.dropFirst(prefix) }
    }

    private func mean(of rows: [Float]) -> [Float] {
        let width = network.shape.width
        return [Float](unsafeUninitializedCapacity: width) { mean, count in
            mk_mean(rows, Int32(rows.count / width), Int32(width), mean.baseAddress)
            count = width
        }
    }

    private static func signs(of passage: String, _ rows: TextRows) -> PassageTokens {
        let mean = TokenMeans.mean(.passage, Language(of: passage))
        return PassageTokens(bytes: rows.tokens.indices.flatMap { TokenState.signs(rows.state($0), minus: mean) })
    }
}
