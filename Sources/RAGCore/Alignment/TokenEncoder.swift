/// An encoder that gives a state for each token of a text, by which a question is compared with a passage word by word.
///
/// The comparison is called late interaction (ColBERT, https://arxiv.org/abs/2004.12832). One embedding for a whole
/// passage says what it is about; the states say which words of the question it answers for.
package protocol TokenEncoder: Sendable {
    /// The name of the form of the states. States under another name cannot be compared.
    var stateForm: String { get }

    /// Returns the tokens of a question. Throws `CancellationError`.
    func questionTokens(of question: String) async throws -> QuestionTokens

    /// Returns the tokens of each passage, in order. Throws `CancellationError`.
    func passageTokens(of passages: [String]) async throws -> [PassageTokens]

    /// Returns, for each token of `question`, the largest cosines to a token of `passage`.
    func cosines(of question: QuestionTokens, with passage: PassageTokens) -> TokenCosines
}
