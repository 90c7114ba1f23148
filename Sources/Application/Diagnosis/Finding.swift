import RAGCore

/// One result of the examination of an installation. It holds no words of customers and no keys.
package struct Finding: Sendable, Hashable, Encodable {
    /// The part that was examined.
    package enum Area: String, Sendable, Encodable, CaseIterable {
        case installation, configuration, models, services, index, machine, rights
    }

    /// How bad a finding is.
    package enum Severity: String, Sendable, Encodable {
        /// All is well.
        case ok
        /// Works, but not as well as it could, or not for long.
        case warning
        /// Does not work.
        case fault
    }

    /// The part that was examined.
    package let area: Area
    /// How bad it is.
    package let severity: Severity
    /// One sentence, without a full stop at the end.
    package let message: String
    /// Advice, without a full stop; nil if there is nothing to do.
    package let advice: String?

    static func ok(_ area: Area, _ message: String) -> Finding {
        Finding(area: area, severity: .ok, message: message, advice: nil)
    }

    static func warning(_ area: Area, _ message: String, _ advice: String) -> Finding {
        Finding(area: area, severity: .warning, message: message, advice: advice)
    }

    static func fault(_ area: Area, _ message: String, _ advice: String?) -> Finding {
        Finding(area: area, severity: .fault, message: message, advice: advice)
    }

    /// Returns the fault that `error` describes.
    static func fault(_ area: Area, _ error: any Error) -> Finding {
        guard let error = error as? RAGError else { return .fault(area, "\(error)", nil) }
        return .fault(area, error.message, error.hint)
    }
}
