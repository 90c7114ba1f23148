import Answering
import Application
import Foundation
import Privacy
import RAGCore

/// What a conversation in the terminal is made with.
struct ChatSetup: Sendable {
    /// Where a conversation begins.
    enum Beginning: Sendable, Hashable {
        case new
        /// The session of this name; begun where there is none.
        case session(String)
        /// The session that was used last.
        case last
    }

    /// What answers, and the name of its model: another one where it is named.
    let pipeline: @Sendable (_ model: String?) async throws -> (AnswerPipeline, String)
    /// Models that are known here.
    let models: [String]
    let recorder: TurnRecorder
    let beginning: Beginning
    /// What the completion model costs; nil where it is not known.
    let price: TokenPrice?
    /// Where what is typed is kept; nil to keep nothing.
    let history: URL?
    /// Private data that is not kept.
    let mask: PrivateDataMask
    /// Where the documents of each source lie.
    let folders: [String: URL]
}
