import RAGCore

/// Finds passages for a question in the context of its conversation.
package struct ConversationSearch: Sendable {
    private let retriever: any Retriever
    private let refinements: [any Refinement]
    private let rewriter: ModelQueryRewriter?

    /// The number of passages of each ranking that are mixed.
    private static let depth = 100
    /// The number of last utterances, of customer and agent, that a question may refer to.
    private static let rememberedUtterances = 6
    /// The number of later questions that are searched together with the last complete one.
    private static let rememberedQuestions = 2
    /// The number of characters of an utterance that are searched: an answer names its subject at its start.
    private static let utteranceLength = 200

    /// Creates a search. `refinements` are applied to the final ranking. Without a `rewriter`, a question that refers
    /// back is searched together with the last utterances.
    package init(
        retriever: any Retriever,
        refinedBy refinements: [any Refinement] = [],
        rewriter: ModelQueryRewriter? = nil
    ) {
        self.retriever = retriever
        self.refinements = refinements
        self.rewriter = rewriter
    }

    /// The passages for a question, and the question as it was searched for.
    package struct Finding: Sendable {
        /// The question as it was searched for; nil if it was complete in itself and its spelling stayed.
        package let standaloneQuestion: String?
        /// The result of the search.
        package let retrieval: Retrieval

        /// Creates a finding for a question that was searched for as `standaloneQuestion`.
        package init(standaloneQuestion: String? = nil, _ retrieval: Retrieval) {
            self.standaloneQuestion = standaloneQuestion
            self.retrieval = retrieval
        }
    }

    /// Returns the `limit` best passages for what `message` asks. If it asks several questions, the passages of each
    /// take turns. Throws `RAGError`.
    package func find(_ message: String, in conversation: Conversation, limit: Int) async throws -> Finding {
        let questions = Message(message).questions
        guard questions.count > 1 else { return try await find(questions[0], in: conversation, limit: limit) }
        var findings: [Finding] = []
        for question in questions { findings.append(try await find(question, in: conversation, limit: limit)) }
        return Finding(Retrieval(interleaving: findings.map(\.retrieval)).prefix(limit))
    }

    /// Returns the `limit` best passages for one question of a message. Throws `RAGError`.
    package func find(_ question: MessageQuestion, in conversation: Conversation, limit: Int) async throws -> Finding {
        let found = try await rank(question, in: conversation, limit: refinements.depth(for: limit))
        let searched = found.standaloneQuestion ?? question.text
        return Finding(
            standaloneQuestion: found.standaloneQuestion,
            try await refinements.refine(found.retrieval, for: searched, limit: limit)
        )
    }

    /// Returns the passages before refinement: for the question by itself if it names what it is about, else also for
    /// the question with the rest of its message, else with the conversation.
    private func rank(_ question: MessageQuestion, in conversation: Conversation, limit: Int) async throws -> Finding {
        let needsConversation = !conversation.turns.isEmpty && FollowUp.refersBack(question.text)
        guard !question.background.isEmpty, !needsConversation else {
            let asked = needsConversation ? question.textWithBackground : question.text
            return try await rank(asked, in: conversation, limit: limit)
        }
        let independence = question.independence
        let whole = question.textWithBackground
        guard independence > 0 else {
            let found = try await retriever.retrieve(whole, limit: limit)
            return Finding(standaloneQuestion: found.correctedQuestion ?? whole, found)
        }
        let alone = try await retriever.retrieve(question.text, limit: max(limit, Self.depth))
        let inContext = try await retriever.retrieve(whole, limit: max(limit, Self.depth))
        var mixed = alone.mixed(with: inContext, weight: independence).prefix(limit)
        // A background that has nothing to do with the question would hide that the question is answered.
        let isNearer = inContext.evidence.topScore ?? 0 > alone.evidence.topScore ?? 0
        mixed.evidence = isNearer && !question.isComplete ? inContext.evidence : alone.evidence
        mixed.correctedQuestion = inContext.correctedQuestion
        return Finding(standaloneQuestion: inContext.correctedQuestion ?? whole, mixed)
    }

    /// Returns the passages before refinement for a question whose message tells nothing else.
    private func rank(_ asked: String, in conversation: Conversation, limit: Int) async throws -> Finding {
        guard !conversation.turns.isEmpty else {
            let found = try await retriever.retrieve(asked, limit: limit)
            return Finding(standaloneQuestion: found.correctedQuestion, found)
        }
        let alone = try await retriever.retrieve(asked, limit: max(limit, Self.depth))
        let question = alone.correctedQuestion ?? asked
        let byItself = Finding(standaloneQuestion: alone.correctedQuestion, alone.prefix(limit))
        let independence = FollowUp.independence(of: question, keywordCoverage: alone.evidence.keywordCoverage)
        let refersBack = FollowUp.refersBack(question)
        // Documents in another language contain none of the question's words, so low coverage means nothing.
        let isComparable = alone.hits.first?.chunk.language.map { $0 == Language(of: question) } ?? true
        guard independence < 1, refersBack || isComparable else { return byItself }

        var standalone = (context(of: conversation, refersBack: refersBack) + [question]).joined(separator: " ")
        var weight = independence
        if let rewritten = try await rewriter?.rewrite(question, in: conversation) {
            guard rewritten != question else { return byItself }
            // A rewritten question is more reliable than the last utterances joined.
            (standalone, weight) = (rewritten, min(independence, 0.2))
        }
        var inContext = try await retriever.retrieve(standalone, limit: max(limit, Self.depth))
        if rewriter == nil,
            let subject = try await subject(of: conversation, for: question, among: alone, inContext)
        {
            standalone = subject + " " + question
            inContext = try await retriever.retrieve(standalone, limit: max(limit, Self.depth))
        }
        var mixed = alone.mixed(with: inContext, weight: weight).prefix(limit)
        // The last utterances always match themselves. Only a question that refers back is judged with them. Any
        // other question whose words occur nowhere may be about something that the documents do not cover.
        mixed.evidence = refersBack ? inContext.evidence : alone.evidence
        mixed.correctedQuestion = alone.correctedQuestion
        return Finding(standaloneQuestion: standalone, mixed)
    }

    /// Returns the title of the document that the conversation is about; nil if it mentions none. In a long
    /// conversation the passages for its beginning are searched as well.
    private func subject(of conversation: Conversation, for question: String, among found: Retrieval...) async throws
        -> String?
    {
        let utterances = conversation.utterances(.max)
        let hits = found.flatMap(\.hits)
        let title = ConversationSubject.title(in: utterances, among: hits, for: question)
        guard title == nil, utterances.count > Self.rememberedUtterances else { return title }
        let opening = utterances.prefix(2).map { $0.prefix(Self.utteranceLength) }.joined(separator: " ")
        let earlier = try await retriever.retrieve(opening, limit: Self.depth).hits
        return ConversationSubject.title(in: utterances, among: hits + earlier, for: question)
    }

    /// Returns the utterances that a question may refer to. If it refers back: the last complete question and the
    /// customer's later ones, but no answers, because an answer matches every passage it was written from. Otherwise
    /// the last utterances.
    private func context(of conversation: Conversation, refersBack: Bool) -> [String] {
        let asked = conversation.turns.filter { $0.decision != .declined && !$0.question.isEmpty }
        var said = conversation.utterances(Self.rememberedUtterances)
        if refersBack, !asked.isEmpty {
            let topic = asked.lastIndex { turn in
                !FollowUp.refersBack(turn.question) && Message(turn.question).questions.contains(where: \.isComplete)
            }
            let since = asked[((topic ?? 0) + 1)...].suffix(Self.rememberedQuestions)
            said = ([asked[topic ?? 0]] + since).map(\.question)
        }
        return said.map { String($0.prefix(Self.utteranceLength)) }
    }
}

extension Retrieval {
    /// Creates a result in which the passages of several searches take turns, with the evidence of the best one.
    fileprivate init(interleaving searches: [Retrieval]) {
        var passages: [RankedPassage] = []
        var seen: Set<Int64> = []
        for rank in 0..<(searches.map(\.passages.count).max() ?? 0) {
            for search in searches where rank < search.passages.count {
                let passage = search.passages[rank]
                if seen.insert(passage.hit.chunkID).inserted { passages.append(passage) }
            }
        }
        let best = searches.max { $0.evidence.topScore ?? 0 < $1.evidence.topScore ?? 0 }
        self.init(
            passages: passages,
            evidence: best?.evidence ?? RetrievalEvidence(language: nil, topScore: nil, coverage: nil),
            steps: searches.flatMap(\.steps)
        )
    }

    /// Returns both rankings as one, ordered by mixed scores. This ranking has the weight `weight`, 0 to 1, the other
    /// the rest.
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
