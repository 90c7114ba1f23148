import Answering
import Foundation
import RAGCore

/// What a run has finished, kept on disk so that none of it is asked again: rows, and every reply of a completion model by what
/// the model was asked.
///
/// A row is taken over as it is where nothing at all has changed. Where something has, its question is searched for again, and
/// the model's old reply serves wherever the model would be asked the very same: a changed question, document, prompt or
/// model answers again only what it touches.
package actor BatchJournal {
    var file: JournalFile
    private let fingerprint: @Sendable (String) -> String

    /// `fingerprint` gives texts of equal length for texts of any, and never the same for two. Throws `RAGError`.
    package init(
        at url: URL,
        isFresh: Bool = false,
        fingerprint: @escaping @Sendable (String) -> String
    ) throws {
        file = try JournalFile(at: url.path, isFresh: isFresh)
        self.fingerprint = fingerprint
    }

    /// Waits until the disk holds all that was kept.
    package func sync() throws { try file.sync() }

    // MARK: Rows

    /// The row of the same question, finished while all was in the same `state`.
    package func row(_ question: BatchQuestion, state: String) -> AnsweredRow? {
        guard let place = file.place(of: key(question)), place.state == state else { return nil }
        guard var row = file.value(at: place, as: AnsweredRow.self) else { return nil }
        if row.certainty == nil { row.certainty = file.value(at: place, as: EarlierRow.self)?.confidence }
        return row.reused(for: question)
    }

    /// Keeps a finished row, without the customer's words: the file of questions has them.
    package func keep(_ row: AnsweredRow, of question: BatchQuestion, state: String) throws {
        let unnamed = BatchQuestion(row: row.row, place: question.place, text: "")
        try file.append(key(question), state: state, row.reused(for: unnamed))
    }

    /// The certainty of a row as earlier versions stored it, under the name `confidence`.
    private struct EarlierRow: Decodable {
        let confidence: Double?
    }

    private func key(_ question: BatchQuestion) -> JournalFile.Key {
        JournalFile.Key(kind: "row", name: fingerprint(question.text))
    }

    // MARK: Replies

    /// A whole reply of a completion model.
    package struct Reply: Sendable, Hashable, Codable {
        package let text: String
        package let usage: TokenUsage?
        package let finish: String?

        package init(text: String, usage: TokenUsage?, finish: String? = nil) {
            self.text = text
            self.usage = usage
            self.finish = finish
        }
    }

    /// What of the price a reply by the provider's Batch API costs.
    package static let batchShare = 0.5

    /// What `model` replied to the very same request.
    package func reply(of model: String, to request: ChatRequest) -> Reply? {
        file.place(of: key(model, request)).flatMap { file.value(at: $0) }
    }

    /// What of the price that reply has cost.
    package func share(of model: String, to request: ChatRequest) -> Double {
        file.place(of: key(model, request)).flatMap { Double($0.state) } ?? 1
    }

    /// Tokens that the replies kept have on average, of 200 at most; nil where there are fewer than 10.
    package func typicalReply() -> Int? {
        let names = file.names(of: "reply").prefix(200)
        let lengths = names.compactMap { name -> Int? in
            let reply = file.place(of: JournalFile.Key(kind: "reply", name: name)).flatMap {
                file.value(at: $0, as: Reply.self)
            }
            return reply.map { $0.usage?.output ?? TokenEstimator.count($0.text) }
        }
        return lengths.count < 10 ? nil : lengths.reduce(0, +) / lengths.count
    }

    /// Keeps a reply; `share` is what of the price it has cost.
    package func keep(_ reply: Reply, of model: String, to request: ChatRequest, share: Double = 1) throws {
        try keep(reply, identity: identity(of: request, to: model), share: share)
    }

    func keep(_ reply: Reply, identity: String, share: Double) throws {
        try file.append(JournalFile.Key(kind: "reply", name: identity), state: "\(share)", reply)
    }

    /// What tells a request from all others.
    func identity(of request: ChatRequest, to model: String) -> String { request.identity(at: model, by: fingerprint) }

    private func key(_ model: String, _ request: ChatRequest) -> JournalFile.Key {
        JournalFile.Key(kind: "reply", name: identity(of: request, to: model))
    }
}

extension ChatRequest {
    /// What tells this request to `model` from all others.
    package func identity(at model: String, by fingerprint: (String) -> String) -> String {
        var parts = [model, maximumTokens.map(String.init) ?? "", temperature.map { "\($0)" } ?? ""]
        for message in messages { parts += [message.role.rawValue, message.content] }
        // Lengths before the parts: no two lists of parts give one text.
        return fingerprint(parts.map { "\($0.utf8.count):\($0)" }.joined())
    }
}
