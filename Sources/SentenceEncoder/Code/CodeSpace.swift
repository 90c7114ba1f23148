import RAGCore

/// The part of a model's space in which passages of programs are compared with questions.
///
/// Two properties of a passage say nothing about what a function does, and both are removed from its embedding:
/// - The component that tells Chinese from English. Programs are written in English; with it, a Chinese question
///   prefers passages that contain any Chinese text.
/// - Nearness to any sentence at all. Some passages are among the nearest of most questions, the "hubs" of
///   Radovanović, Nanopoulos and Ivanović, "Hubs in space" (JMLR 2010).
///
/// Questions stay as they are. Of 130 descriptions of functions of this project, 42% find theirs among the first five
/// with the plain cosine of functions, 52% without the first component, and 56% without both.
struct CodeSpace: Sendable {
    /// Embeddings of sentences in both languages.
    private let sentences: [Embedding]
    /// Vectors of length 1: from English to Chinese, and the mean of all sentences.
    private let language, mean: [Float]
    /// The cosine of a sentence to `mean`, on average.
    private let centrality: Float

    /// The number of nearest sentences that nearness is measured by.
    private static let nearest = 20
    /// The nearness of an average function, which does not change.
    private static let usualNearness: Float = 0.83
    /// The share of nearness that is removed. It is above 1, because a shorter vector is scaled to length 1 again,
    /// which restores most of what was taken away.
    private static let strength: Float = 2

    /// Creates the space from embeddings of `ParallelSentences.pairs`, as questions.
    init(chinese: [Embedding], english: [Embedding]) {
        sentences = chinese + english
        let (first, second) = (Self.sum(chinese), Self.sum(english))
        language = Self.unit(zip(first, second).map { $0 - $1 })
        mean = Self.unit(zip(first, second).map { $0 + $1 })
        centrality =
            sentences.reduce(0) { [mean] in $0 + Self.dot($1.components, mean) } / Float(max(sentences.count, 1))
    }

    /// Returns the embedding of a passage of a program in this space.
    func embedding(_ passage: Embedding) -> Embedding {
        let share = Self.dot(passage.components, language)
        let rest = Embedding(normalizing: zip(passage.components, language).map { $0 - share * $1 }) ?? passage
        let cosines = sentences.map { Self.dot($0.components, rest.components) }.sorted(by: >).prefix(Self.nearest)
        guard !cosines.isEmpty, centrality > 0 else { return rest }
        let nearness = cosines.reduce(0, +) / Float(cosines.count)
        let step = Self.strength * (nearness - Self.usualNearness) / centrality
        return Embedding(normalizing: zip(rest.components, mean).map { $0 - step * $1 }) ?? rest
    }

    private static func sum(_ embeddings: [Embedding]) -> [Float] {
        var sum = [Float](repeating: 0, count: embeddings.first?.dimensions ?? 0)
        for embedding in embeddings { for index in sum.indices { sum[index] += embedding.components[index] } }
        return sum
    }

    private static func unit(_ vector: [Float]) -> [Float] { Embedding(normalizing: vector)?.components ?? vector }

    private static func dot(_ first: [Float], _ second: [Float]) -> Float {
        first.withUnsafeBufferPointer { first in second.withUnsafeBufferPointer { Similarity.dot(first, $0) } }
    }
}
