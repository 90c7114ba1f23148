import RAGCore

extension RAGError {
    /// The part of the error that a log may hold. A service may quote a customer's words in its own, so these are
    /// left out.
    var reasonForLog: String {
        switch code {
        case .keyRefused, .rateLimited, .serviceFailed: "\(code)"
        case .failed, .notConfigured, .unreachable, .timedOut, .interrupted: description
        }
    }
}
