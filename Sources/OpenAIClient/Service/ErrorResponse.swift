import Foundation

/// A reply with an error status, and the report of the service in it.
package struct ErrorResponse: Error, Sendable, CustomStringConvertible {
    let head: HTTPHead
    /// The message of the service, safe to show; nil if there is none.
    package let message: String?
    /// The service's name for the failure, such as `insufficient_quota` or `model_not_found`, safe to show.
    package let code: String?
    /// The service's id of the request, for its support, safe to show.
    package let requestID: String?
    /// The parameter that the service objects to, perhaps as a path such as `body.stream_options`.
    let parameter: String?

    /// The HTTP status.
    package var status: Int { head.status }

    /// Reads a reply. `withholdsMessage`: whether the message of the service is left out, because it may quote texts of
    /// customers that `secrets` do not know.
    init(head: HTTPHead, body: [UInt8], secrets: Redaction, withholdsMessage: Bool = false) {
        let report = ProviderError(body)
        self.head = head
        message = withholdsMessage ? nil : report?.message.map(secrets.clean)
        // llama.cpp repeats the status as its code.
        code = [report?.code, report?.type].compactMap { $0.map(secrets.clean) }
            .first { !$0.isEmpty && $0 != String(head.status) }
        requestID = (head["x-request-id"] ?? head["request-id"] ?? head["apim-request-id"]).map(secrets.clean)
        parameter = report?.parameter
    }

    /// Status, code, request id and message, safe to show.
    package var description: String {
        (["status \(status)", code, requestID.map { "request \($0)" }, message].compactMap { $0 }).joined(
            separator: ", "
        )
    }

    /// Whether the quota of the account is used up. Waiting does not help then.
    var isOutOfQuota: Bool {
        status == 402 || code == "insufficient_quota" || code == "billing_hard_limit_reached"
    }

    /// Whether the service does not know the model.
    var isModelUnknown: Bool {
        if status == 404 || code == "model_not_found" { return true }
        let said = (message ?? "").lowercased()
        return status == 400 && said.contains("model")
            && (said.contains("not exist") || said.contains("not found") || said.contains("unknown model"))
    }

    /// Returns whether the service refuses the optional parameter `name`: a 400 or 422 that names it.
    ///
    /// If the service gives no `param`, its message must name it: in quotes, at the start, or after a colon. A name
    /// that is followed by a value is a quote of the request, and the bare word may be the customer's.
    func refuses(_ name: String) -> Bool {
        guard status == 400 || status == 422 else { return false }
        if let parameter, !parameter.isEmpty { return parameter.split(separator: ".").contains { $0 == name } }
        let naming = #"((['"`])\#(name)\2|(^|: )\#(name)\b)(?!\s*:\s*[\d\[{'"])"#
        return message?.range(of: naming, options: .regularExpression) != nil
    }
}
