import CMatrixKernels
import RAGCore

extension SentenceEncoder: TokenEncoder {
    /// The information, as a natural logarithm, of words that say nothing by themselves: `the`, `的`.
    private static let knownInformation: Float = 5
    /// The weight of such words.
    private static let leastWeight: Float = 0.3

    /// The form changes with the model, the means that are subtracted and the bits that are kept.
    package var stateForm: String { "\(model.name)/signs of two layers/1" }

    /// Returns the tokens without the prefix and the marks. A token weighs as much as it tells, by its probability in
    /// the model's vocabulary: rare words count most.
    package func questionTokens(of question: String) async throws -> QuestionTokens {
        try await encoded(question).tokens
    }

    /// Returns the embedding and the tokens of a question from one run of the network.
    func encoded(_ question: String) async throws -> EncodedQuestion {
        try await recent.encoded(question) {
            let (rows, embeddings) = try await rowsAndEmbeddings(of: [question], as: .query)
            let pieces = rows[0].tokens.map(tokenizer.piece)
            let tokens = QuestionTokens(
                pieces: pieces.map(\.text),
                weights: pieces.map { max(-$0.score - Self.knownInformation, Self.leastWeight) },
                states: rows[0].states(.query, Language(of: question), TokenState.bytes)
            )
            return EncodedQuestion(embedding: embeddings[0], tokens: tokens)
        }
    }

    /// Returns the tokens of `passages` without the prefix and the marks, computed on all threads.
    package func passageTokens(of passages: [String]) async throws -> [PassageTokens] {
        try await tokensAndEmbeddings(of: passages).map(\.0)
    }

    /// Returns the tokens of `passages` and their embeddings from one run of the network.
    package func tokensAndEmbeddings(of passages: [String]) async throws -> [(PassageTokens, Embedding)] {
        let (rows, embeddings) = try await rowsAndEmbeddings(of: passages, as: .passage)
        return zip(zip(passages, rows), embeddings).map { text, embedding in
            (PassageTokens(bytes: text.1.states(.passage, Language(of: text.0), TokenState.signs)), embedding)
        }
    }

    /// Returns the mean states of all tokens of `texts`, which must not be empty: that of the layer before the last,
    /// then that of the last, [2][width]. `TokenMeans` holds those of the evaluation sets.
    package func meanTokenStates(of texts: [String], as role: EmbeddingRole) async throws -> [Float] {
        let rows = try await rowsAndEmbeddings(of: texts, as: role).rows
        return TextRows.Layer.allCases.flatMap { layer in
            mean(of: rows.flatMap { rows in rows.tokens.indices.flatMap { rows.state($0, layer) } }[...])
        }
    }

    /// Returns, for each token of `question`, the largest cosines to a token of `passage`.
    package func cosines(of question: QuestionTokens, with passage: PassageTokens) -> TokenCosines {
        TokenCosines(
            inner: cosines(of: question, with: passage, .inner),
            last: cosines(of: question, with: passage, .last)
        )
    }

    private func cosines(of question: QuestionTokens, with passage: PassageTokens, _ layer: TextRows.Layer) -> [Float] {
        let width = network.shape.width
        let count = question.pieces.count
        let size = passage.bytes.count / TextRows.Layer.allCases.count
        return question.states.withUnsafeBufferPointer { states in
            passage.bytes.withUnsafeBufferPointer { bytes in
                [Float](unsafeUninitializedCapacity: count) { best, filled in
                    filled = count
                    guard let states = states.baseAddress, let bytes = bytes.baseAddress else {
                        return best.initialize(repeating: 0)
                    }
                    let asked = states + layer.rawValue * count * width
                    let told = bytes + layer.rawValue * size
                    let (count, tokens, width) = (Int32(count), Int32(size / (width / 4)), Int32(width))
                    mk_align(kernel.level, asked, count, told, tokens, width, best.baseAddress)
                }
            }
        }
    }

    private func rowsAndEmbeddings(of texts: [String], as role: EmbeddingRole) async throws
        -> (rows: [TextRows], embeddings: [Embedding])
    {
        let (tokens, outputs) = try await outputs(of: texts, as: role) { $0.rows(of: $1) }
        let means = outputs.map { WindowOutput(window: $0.window, values: mean(of: $0.rows(of: .last))) }
        // The prefix ends with a space, which the next word takes as its own.
        let prefix = tokenizer.tokens(of: String(role.prefix.dropLast())).count
        return (
            TextRows.joining(outputs, tokens: tokens, dropping: prefix, width: network.shape.width),
            try WindowOutput.embeddings(of: texts.count, from: means, model: model)
        )
    }

    private func mean(of rows: ArraySlice<Float>) -> [Float] {
        let width = network.shape.width
        return [Float](unsafeUninitializedCapacity: width) { mean, count in
            rows.withUnsafeBufferPointer { rows in
                mk_mean(rows.baseAddress, Int32(rows.count / width), Int32(width), mean.baseAddress)
            }
            count = width
        }
    }
}
