import RAGCore

/// Finds passages for a question as it is meant in its conversation.
package struct ConversationSearch: Sendable {
    private let retriever: any Retriever
    private let refinements: [any Refinement]
    private let rewriter: ModelQueryRewriter?

    /// Passages of each ranking that are mixed.
    private static let depth = 100
    /// What was said last, customer and agent, that a question may be about.
    private static let rememberedUtterances = 6
    /// Questions since the last that stood alone which count along with it.
    private static let rememberedQuestions = 2
    /// Characters of each of them that count: an answer says first what it is about.
    private static let utteranceLength = 200

    /// `refinements` are made of what is found in the end. Without a `rewriter`, what was said last is searched along with a
    /// question that leans on it.
    package init(
        retriever: any Retriever,
        refinedBy refinements: [any Refinement] = [],
        rewriter: ModelQueryRewriter? = nil
    ) {
        self.retriever = retriever
        self.refinements = refinements
        self.rewriter = rewriter
    }

    /// A question's passages, and the question as it was searched for.
    package struct Finding: Sendable {
        /// nil where the question stood alone.
        package let standaloneQuestion: String?
        package let retrieval: Retrieval

        package init(standaloneQuestion: String? = nil, _ retrieval: Retrieval) {
            self.standaloneQuestion = standaloneQuestion
            self.retrieval = retrieval
        }
    }

    /// The `limit` best passages for `question`. A question that stands alone is searched for as it is.
    package func find(_ question: String, in conversation: Conversation, limit: Int) async throws -> Finding {
        let found = try await rank(question, in: conversation, limit: refinements.depth(for: limit))
        let searched = found.standaloneQuestion ?? question
        return Finding(
            standaloneQuestion: found.standaloneQuestion,
            try await refinements.refine(found.retrieval, for: searched, limit: limit)
        )
    }

    /// The passages as the search ranks them.
    private func rank(_ question: String, in conversation: Conversation, limit: Int) async throws -> Finding {
        guard !conversation.turns.isEmpty else { return Finding(try await retriever.retrieve(question, limit: limit)) }
        let alone = try await retriever.retrieve(question, limit: max(limit, Self.depth))
        let independence = FollowUp.independence(of: question, keywordCoverage: alone.evidence.keywordCoverage)
        let refersBack = FollowUp.refersBack(question)
        // Documents in another language hold none of a question's words, which then says nothing.
        let isComparable = alone.hits.first?.chunk.language.map { $0 == Language(of: question) } ?? true
        guard independence < 1, refersBack || isComparable else { return Finding(alone.prefix(limit)) }

        var standalone = (context(of: conversation, refersBack: refersBack) + [question]).joined(separator: " ")
        var weight = independence
        if let rewritten = try await rewriter?.rewrite(question, in: conversation) {
            guard rewritten != question else { return Finding(alone.prefix(limit)) }
            // A model's words are surer than the heap of what was said.
            (standalone, weight) = (rewritten, min(independence, 0.2))
        }
        let inContext = try await retriever.retrieve(standalone, limit: max(limit, Self.depth))
        var mixed = alone.mixed(with: inContext, weight: weight).prefix(limit)
        // What was said before is always near to itself. Only a question that points back is judged along with it: any other
        // whose words are nowhere may as well be about something that the documents do not speak of.
        mixed.evidence = refersBack ? inContext.evidence : alone.evidence
        return Finding(standaloneQuestion: standalone, mixed)
    }

    /// What a question may be about. Where it points back: the last question that stood alone, and what the customer asked since;
    /// never the answers, which are near to any passage that they came from. Else all that was said last.
    private func context(of conversation: Conversation, refersBack: Bool) -> [String] {
        let asked = conversation.turns.filter { $0.decision != .declined && !$0.question.isEmpty }
        var said = conversation.utterances(Self.rememberedUtterances)
        if refersBack, !asked.isEmpty {
            let topic = asked.lastIndex { turn in
                turn.standaloneQuestion == turn.question && !FollowUp.refersBack(turn.question)
            }
            let since = asked[((topic ?? 0) + 1)...].suffix(Self.rememberedQuestions)
            said = ([asked[topic ?? 0]] + since).map(\.question)
        }
        return said.map { String($0.prefix(Self.utteranceLength)) }
    }
}

extension Retrieval {
    /// Both rankings in one by their mixed scores; this one's count for `weight`, 0 to 1.
    fileprivate func mixed(with other: Retrieval, weight: Float) -> Retrieval {
        var mixed = passages.map { passage in
            var passage = passage
            passage.score *= weight
            return passage
        }
        var places = Dictionary(uniqueKeysWithValues: mixed.enumerated().map { ($1.hit.chunkID, $0) })
        for passage in other.passages {
            let score = (1 - weight) * passage.score
            if let place = places[passage.hit.chunkID] {
                mixed[place].score += score
            } else {
                places[passage.hit.chunkID] = mixed.count
                mixed.append(passage)
                mixed[mixed.count - 1].score = score
            }
        }
        let ranked = mixed.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
        let passages = ranked.map(\.element)
        let step = RetrievalStep("searched along with the conversation, scores mixed", passages)
        return Retrieval(passages: passages, evidence: evidence, steps: steps + [step])
    }
}
