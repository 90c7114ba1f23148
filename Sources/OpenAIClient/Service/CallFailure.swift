import RAGCore

/// The reason why a call of a service gave no usable reply.
enum CallFailure: Error, Sendable {
    /// No complete reply arrived.
    case transport(HTTPError)
    /// The service answered with an error status.
    case status(ErrorResponse)
    /// The service answered with success, but in a wrong form. The text completes "The completion service at HOST …".
    case malformed(String)
    /// The service reported a failure within a reply that had begun. The text is the service's, and safe to show.
    case stopped(String?)

    /// The status of the answer; nil if there was none.
    var httpStatus: Int? {
        if case .status(let answer) = self { answer.status } else { nil }
    }
}

extension CallFailure {
    /// Returns the failure in words for a person. `model` is the name of the model that was asked for.
    func explained(_ purpose: Purpose, at endpoint: Endpoint, model: String? = nil) -> RAGError {
        let subject = "The \(purpose.service) at \(endpoint.name)"
        switch self {
        case .transport(let error): return error.explained(subject, purpose)
        case .status(let answer): return answer.explained(subject, purpose: purpose, model: model)
        case .stopped(let said):
            return RAGError(
                .serviceFailed,
                "\(subject) failed while it replied\(said.map { ": \($0)" } ?? "")",
                hint: "Try again",
                cause: self
            )
        case .malformed(let what):
            return RAGError(
                .serviceFailed,
                "\(subject) \(what)",
                hint:
                    "Check that \(purpose.addressSetting) is the address of an OpenAI-compatible service and has the right ending, usually /v1",
                cause: self
            )
        }
    }
}

extension HTTPError {
    fileprivate func explained(_ subject: String, _ purpose: Purpose) -> RAGError {
        let said = detail.isEmpty ? "" : " (\(detail))"
        let (code, what, hint): (RAGError.Code, String, String?) =
            switch kind {
            case .cannotResolve:
                (.unreachable, "has a name that cannot be resolved", "Check \(purpose.addressSetting) and the network")
            case .cannotConnect:
                (
                    .unreachable, "cannot be reached\(said)",
                    "Check \(purpose.addressSetting), that the service runs, and the network"
                )
            case .proxyFailed:
                (
                    .unreachable, "cannot be reached through the proxy\(said)",
                    "Check HTTPS_PROXY and NO_PROXY"
                )
            case .tlsFailed:
                (
                    .unreachable, "cannot be trusted or does not speak TLS\(said)",
                    "For a certificate authority of your own, set SSL_CERT_FILE to its certificate (PEM)"
                )
            case .certificateFileUnreadable:
                (
                    .notConfigured, "cannot be checked, because the certificate file cannot be read",
                    "Check CURL_CA_BUNDLE and SSL_CERT_FILE"
                )
            case .timedOut(.connect, let limit):
                (
                    .timedOut, "could not be reached within \(limit.words)",
                    "Check \(purpose.addressSetting), the network and the proxy settings"
                )
            case .timedOut(.firstByte, let limit):
                (.timedOut, "did not answer within \(limit.words)", "Try again, or allow it more time")
            case .timedOut(.idle, let limit):
                (.timedOut, "sent nothing for \(limit.words) in the middle of its reply", "Try again")
            case .timedOut(.whole, let limit):
                (.timedOut, "did not finish its reply within \(limit.words)", "Try again, or choose another model")
            case .broken:
                (.serviceFailed, "closed the connection too early\(said)", "Try again")
            case .tooLarge(let limit):
                (
                    .serviceFailed, "sent more than \(limit) bytes, too much for a reply",
                    "Check \(purpose.addressSetting)"
                )
            case .closed:
                (.interrupted, "was still answering when kefu ended the request", nil)
            }
        return RAGError(code, "\(subject) \(what)", hint: hint, cause: self)
    }
}

extension ErrorResponse {
    fileprivate func explained(_ subject: String, purpose: Purpose, model: String?) -> RAGError {
        let (code, what, hint): (RAGError.Code, String, String?) =
            switch status {
            case 401, 403: (.keyRefused, "refused the key", "Check \(purpose.keySetting)")
            case _ where isOutOfQuota:
                (
                    .rateLimited, "says that the account's quota is used up",
                    "Check the plan and the billing of the account"
                )
            case 429:
                (
                    .rateLimited, "asks kefu to slow down, also after several attempts",
                    "Try again later, or send fewer requests at a time"
                )
            case _ where isModelUnknown && model != nil:
                (
                    .notConfigured, "does not know the model \(model ?? "")",
                    "Check the name of the \(purpose.role) model in the settings, and that \(purpose.addressSetting) has the right ending, usually /v1"
                )
            case 404:
                (
                    .notConfigured, "has nothing at this address",
                    "Check \(purpose.addressSetting); it usually ends in /v1"
                )
            case 408, 504: (.timedOut, "reports a timeout", "Try again later")
            case 300..<400:
                (
                    .notConfigured, "redirects to another address",
                    "Set \(purpose.addressSetting) to the address that the service redirects to"
                )
            case 500...: (.serviceFailed, "failed", "Try again later")
            default: (.serviceFailed, "did not accept the request", nil)
            }
        let facts = ["status \(status)", self.code, requestID.map { "request \($0)" }].compactMap { $0 }
        let said = message.map { ": \($0)" } ?? ""
        return RAGError(
            code,
            "\(subject) \(what) (\(facts.joined(separator: ", ")))\(said)",
            hint: hint,
            cause: self,
            refusesInput: code == .serviceFailed && [400, 413, 422].contains(status)
        )
    }
}

extension Duration {
    /// `60 s`, or `250 ms` below a second.
    fileprivate var words: String {
        let (seconds, attoseconds) = components
        return attoseconds == 0 ? "\(seconds) s" : "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000) ms"
    }
}
