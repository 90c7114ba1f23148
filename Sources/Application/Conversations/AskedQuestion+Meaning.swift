import Answering
import RAGCore

extension AskedQuestion {
    /// The complete question, which is embedded and compared: as it was asked, rewritten by a model, or after the
    /// question that it refers back to.
    ///
    /// A question whose words the documents lack is also searched for together with the last answers. Their words are
    /// not the customer's.
    var meaning: String {
        guard let standaloneQuestion else { return question }
        let isJoined = standaloneQuestion.hasSuffix(" " + question)
        return isJoined && !FollowUp.refersBack(question) ? question : standaloneQuestion
    }
}
