import Answering
import Foundation
import RAGCore

/// The finished work of a batch on disk, so that nothing is asked twice: rows, and each reply of a completion model
/// keyed by its request.
///
/// A row is reused if its question and the state of everything that answers depend on are unchanged. If something
/// changed, the question is searched again, and the old reply of the model is reused wherever the request to the
/// model is the same. So a changed question, document, prompt or model leads to new replies only where it matters.
package actor BatchJournal {
    var file: JournalFile
    private let fingerprint: @Sendable (String) -> String

    /// Opens or creates the journal at `url`; with `isFresh` it starts empty. Throws `RAGError`.
    ///
    /// `fingerprint` returns a hash of fixed length that differs for different texts.
    package init(
        at url: URL,
        isFresh: Bool = false,
        fingerprint: @escaping @Sendable (String) -> String
    ) throws {
        file = try JournalFile(at: url.path, isFresh: isFresh)
        self.fingerprint = fingerprint
    }

    /// Waits until the disk holds everything that was kept. Throws `RAGError`.
    package func sync() throws { try file.sync() }

    // MARK: Rows

    /// Returns the finished row of the same question in the same `state`, or nil if there is none.
    package func row(_ question: BatchQuestion, state: String) -> AnsweredRow? {
        guard let place = file.place(of: key(question)), place.state == state else { return nil }
        guard var row = file.value(at: place, as: AnsweredRow.self) else { return nil }
        if row.certainty == nil { row.certainty = file.value(at: place, as: EarlierRow.self)?.confidence }
        return row.reused(for: question)
    }

    /// Stores a finished row without the text of its question, which the file of questions holds. Throws `RAGError`.
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

    /// A complete reply of a completion model.
    package struct Reply: Sendable, Hashable, Codable {
        /// The text of the reply, not empty.
        package let text: String
        /// Tokens as the provider counted them; nil if it did not say.
        package let usage: TokenUsage?
        /// The provider's reason for the end of the reply, such as `stop`; nil if it gave none.
        package let finish: String?

        /// Creates a reply from its parts.
        package init(text: String, usage: TokenUsage?, finish: String? = nil) {
            self.text = text
            self.usage = usage
            self.finish = finish
        }
    }

    /// Share of the normal price that a reply through the provider's Batch API costs.
    package static let batchShare = 0.5

    /// Returns the reply of `model` to the same request, or nil if it was never asked.
    package func reply(of model: String, to request: ChatRequest) -> Reply? {
        file.place(of: key(model, request)).flatMap { file.value(at: $0) }
    }

    /// Returns the share of the normal price that the stored reply cost; 1 if there is none.
    package func share(of model: String, to request: ChatRequest) -> Double {
        file.place(of: key(model, request)).flatMap { Double($0.state) } ?? 1
    }

    /// Returns the mean tokens of up to 200 stored replies, or nil if there are fewer than 10.
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

    /// Stores a reply that cost `share` of the normal price. Throws `RAGError`.
    package func keep(_ reply: Reply, of model: String, to request: ChatRequest, share: Double = 1) throws {
        try keep(reply, identity: identity(of: request, to: model), share: share)
    }

    func keep(_ reply: Reply, identity: String, share: Double) throws {
        try file.append(JournalFile.Key(kind: "reply", name: identity), state: "\(share)", reply)
    }

    /// Returns a key that only equal requests to the same model share.
    func identity(of request: ChatRequest, to model: String) -> String { request.identity(at: model, by: fingerprint) }

    private func key(_ model: String, _ request: ChatRequest) -> JournalFile.Key {
        JournalFile.Key(kind: "reply", name: identity(of: request, to: model))
    }
}

extension ChatRequest {
    /// Returns a key that only equal requests to the same `model` share, hashed by `fingerprint`.
    package func identity(at model: String, by fingerprint: (String) -> String) -> String {
        var parts = [model, maximumTokens.map(String.init) ?? "", temperature.map { "\($0)" } ?? ""]
        for message in messages { parts += [message.role.rawValue, message.content] }
        // Each part is preceded by its length, so that different lists of parts never give the same text.
        return fingerprint(parts.map { "\($0.utf8.count):\($0)" }.joined())
    }
}
