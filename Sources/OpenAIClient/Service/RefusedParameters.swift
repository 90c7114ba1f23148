import Synchronization

/// The optional parameters that a model refused, so that each refusal costs one request only.
///
/// Some services reject `stream_options`, `encoding_format` or `max_tokens` (OpenAI's reasoning models expect
/// `max_completion_tokens`, and no `temperature`). A parameter that a 400 or 422 names is left out from then on.
final class RefusedParameters: Sendable {
    private let host: String
    private let names = Mutex<Set<String>>([])

    init(of endpoint: Endpoint) {
        host = endpoint.name
    }

    /// The names of the parameters that must not be sent.
    var known: Set<String> { names.withLock { $0 } }

    /// Returns whether `failure` refuses one of the optional parameters that were `sent`, and remembers which.
    func learn(from failure: CallFailure, sent: Set<String>) -> Bool {
        guard case .status(let answer) = failure, let refused = sent.sorted().first(where: answer.refuses) else {
            return false
        }
        // Parallel requests may learn it at the same time. It is logged once.
        if names.withLock({ $0.insert(refused).inserted }) {
            OpenAIService.logger.notice(
                "a service refuses an optional parameter; it is left out",
                metadata: ["host": "\(host)", "parameter": "\(refused)"]
            )
        }
        return true
    }
}
