/// Why a call of the service brought no usable reply, before it is put into words for a person.
enum CallFailure: Error, Sendable {
    /// No whole reply came back.
    case transport(HTTPError)
    /// The service answered with a status that is no success.
    case status(ServiceAnswer)
    /// The service answered with success, but not as it should; says what is wrong, as the end of the sentence
    /// "The completion service at HOST ...".
    case malformed(String)
    /// The service said within a reply that had begun well that it failed; its words, fit to be shown.
    case stopped(String?)

    /// The status of the answer; nil where there was none.
    var httpStatus: Int? {
        if case .status(let answer) = self { answer.status } else { nil }
    }
}
