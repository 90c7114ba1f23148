import Synchronization

/// Which optional parameters a model was found to refuse, so that each costs one request only.
///
/// Services differ in what they know: some reject `stream_options`, `encoding_format` or `max_tokens` (OpenAI's
/// reasoning models want `max_completion_tokens`, and no `temperature`). Whatever a 400 or 422 names is left out from then on.
final class RefusedParameters: Sendable {
    private let host: String
    private let names = Mutex<Set<String>>([])

    init(of endpoint: Endpoint) {
        host = endpoint.name
    }

    /// What is not to be sent.
    var known: Set<String> { names.withLock { $0 } }

    /// Whether `failure` is the refusal of one of the optional parameters that were `sent`; remembers which.
    func learn(from failure: CallFailure, sent: Set<String>) -> Bool {
        guard case .status(let answer) = failure, let refused = sent.sorted().first(where: answer.refuses) else {
            return false
        }
        // Requests side by side may learn it together; it is said once.
        if names.withLock({ $0.insert(refused).inserted }) {
            OpenAIService.logger.notice(
                "a service refuses an optional parameter; it is left out",
                metadata: ["host": "\(host)", "parameter": "\(refused)"]
            )
        }
        return true
    }
}
