import Answering
import Foundation
import Privacy
import RAGCore

extension Settings {
    /// The settings below `policy`: whether a question is answered, and with what care.
    package struct Policy: Sendable {
        /// Least probability that the documents answer a question at which it is answered; nil for that of the
        /// calibration.
        package let minimumConfidence: Double?
        /// The treatment of sentences that no passage supports.
        package let unsupported: AnswerSettings.Unsupported
        /// Words of topics that a person must take over, beside those that always are.
        package let handoverTopics: [String]
        /// A file that `kefu classify --save` wrote, whose labels are the teams that take over; nil for none.
        package let handoverModel: URL?

        /// Groups of words that mean the same in a question, separated by `|`, beside the built-in ones.
        package let synonyms: [String]

        init(_ reader: inout SettingsReader, in workspace: Workspace) throws {
            synonyms = try reader.strings("policy.synonyms")
            minimumConfidence = try reader.optionalNumber("policy.minimum-confidence", in: 0...1)
            unsupported = try reader.choice("policy.unsupported", default: .mark)
            handoverTopics = try reader.strings("policy.handover-topics")
            handoverModel = try reader.optionalString("policy.handover-model")
                .map { URL(filePath: $0, relativeTo: workspace.root).absoluteURL }
        }
    }

    /// The settings below `conversations` and `privacy`: what is kept of customers' questions.
    package struct Conversations: Sendable {
        /// Whether turns are stored.
        package let areStored: Bool
        /// Days after which a turn is deleted; nil to keep it for ever.
        package let keepDays: Int?
        /// The kinds of private data that are masked before anything is stored.
        package let maskedKinds: Set<PrivateDataMask.Kind>

        init(_ reader: inout SettingsReader) throws {
            areStored = try reader.boolean("conversations.store", default: true)
            keepDays = try reader.optionalInteger("conversations.keep-days", in: 1...36_500)
            maskedKinds = try reader.maskedKinds("privacy.mask")
        }
    }
}

extension SettingsReader {
    /// Reads a list of kinds of private data: all if it is empty, none for `none`. Throws `RAGError` (`notConfigured`).
    fileprivate mutating func maskedKinds(_ name: String) throws -> Set<PrivateDataMask.Kind> {
        let words = try strings(name).map { $0.lowercased() }
        if words.isEmpty { return Set(PrivateDataMask.Kind.allCases) }
        if words == ["none"] { return [] }
        return try words.reduce(into: []) { kinds, word in
            guard let kind = PrivateDataMask.Kind(rawValue: word) else {
                let known = PrivateDataMask.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw RAGError(
                    .notConfigured,
                    "The setting \(name) holds \(word)",
                    hint: "Write some of \(known), or none"
                )
            }
            kinds.insert(kind)
        }
    }
}
