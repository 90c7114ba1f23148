import Answering
import Application
import Foundation
import Privacy
import RAGCore

/// The parts and options of a conversation in the terminal.
struct ChatSetup: Sendable {
    /// The session that a conversation begins with.
    enum Beginning: Sendable, Hashable {
        /// A new session.
        case new
        /// The session of this name; a new one if there is none.
        case session(String)
        /// The session that was used last.
        case last
    }

    /// Returns the pipeline and the name of its completion model: the one that is set, or the one that is named.
    let pipeline: @Sendable (_ model: String?) async throws -> (AnswerPipeline, String)
    /// Names of models that `/model` proposes.
    let models: [String]
    let recorder: TurnRecorder
    let beginning: Beginning
    /// Price of the completion model; nil if it is not known.
    let price: TokenPrice?
    /// The file that keeps typed lines; nil to keep none.
    let history: URL?
    /// The mask for private data in that file.
    let mask: PrivateDataMask
    /// The list of files that are written.
    let outputs: OutputRegistry
    /// The folder of the documents of each source.
    let folders: [String: URL]
}
