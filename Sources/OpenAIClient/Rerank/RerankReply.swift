import Foundation
import RAGCore

/// The judgements of the documents of a request.
struct RerankReply: Sendable, Hashable {
    /// Best first: by score if every judgement has one, otherwise in the order of the reply.
    let judgements: [RerankJudgement]

    /// Reads the reply to a request of `count` documents.
    ///
    /// The results are in `results` (Cohere, Jina, vLLM, llama.cpp), in `data` (Voyage), in `output.results`
    /// (DashScope) or are the whole reply (Text Embeddings Inference), each with `relevance_score` or `score`. A result
    /// that names no document of the request, or the same one again, is left out. Throws `CallFailure` if none remains.
    init(_ body: [UInt8], count: Int, redaction: Redaction = Redaction()) throws {
        guard let results = try? JSONDecoder().decode(Results.self, from: Data(body)).list else {
            if let said = ProviderError(body)?.message { throw CallFailure.stopped(redaction.clean(said)) }
            throw CallFailure.malformed("sent a reply that is not a list of reranked documents")
        }
        var seen: Set<Int> = []
        let valid = results.compactMap { result -> RerankJudgement? in
            guard let index = result.index, (0..<count).contains(index), seen.insert(index).inserted else { return nil }
            return RerankJudgement(index: index, score: result.score)
        }
        guard !valid.isEmpty else {
            throw CallFailure.malformed("judged none of the \(count) passages")
        }
        // Some services list results in the order of the request.
        let ranked = valid.enumerated().sorted {
            ($1.element.score ?? 0, $0.offset) < ($0.element.score ?? 0, $1.offset)
        }
        judgements = valid.allSatisfy { $0.score != nil } ? ranked.map(\.element) : valid
    }

    private struct Results: Decodable {
        let list: [Result]

        private enum Key: String, CodingKey {
            case results, data, output
        }

        init(from decoder: any Decoder) throws {
            if let whole = try? [Result](from: decoder) {
                list = whole
                return
            }
            let top = try decoder.container(keyedBy: Key.self)
            let fields = (try? top.nestedContainer(keyedBy: Key.self, forKey: .output)) ?? top
            list = try fields.decode([Result].self, forKey: fields.contains(.results) ? .results : .data)
        }
    }

    /// One document. A field that is missing or of another type is nil.
    private struct Result: Decodable {
        let index: Int?
        let score: Float?

        private enum Key: String, CodingKey {
            case index, score
            case relevance = "relevance_score"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Key.self)
            index = try? fields.decode(Int.self, forKey: .index)
            let number =
                (try? fields.decode(Float.self, forKey: .relevance)) ?? (try? fields.decode(Float.self, forKey: .score))
            score = number.flatMap { $0.isFinite ? $0 : nil }
        }
    }
}
