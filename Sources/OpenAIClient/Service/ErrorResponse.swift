import Foundation

/// An answer that is no success: status, and what the service says about it.
package struct ErrorResponse: Error, Sendable, CustomStringConvertible {
    let head: HTTPHead
    /// What the service says, fit to be shown; nil where it says nothing.
    package let message: String?
    /// The service's word for the failure, such as `insufficient_quota` or `model_not_found`, fit to be shown.
    package let code: String?
    /// The service's number of the request, for its support, fit to be shown.
    package let requestID: String?
    /// The parameter that the service objects to, perhaps as a path such as `body.stream_options`.
    let parameter: String?

    package var status: Int { head.status }

    init(head: HTTPHead, body: [UInt8], secrets: Redaction) {
        let report = ProviderError(body)
        self.head = head
        message = report?.message.map(secrets.clean)
        // llama.cpp repeats the status as its code.
        code = [report?.code, report?.type].compactMap { $0.map(secrets.clean) }
            .first { !$0.isEmpty && $0 != String(head.status) }
        requestID = (head["x-request-id"] ?? head["request-id"] ?? head["apim-request-id"]).map(secrets.clean)
        parameter = report?.parameter
    }

    /// Status, code and message, without what is not fit to be shown.
    package var description: String {
        (["status \(status)", code, requestID.map { "request \($0)" }, message].compactMap { $0 }).joined(
            separator: ", "
        )
    }

    /// The account is empty, which waiting does not cure.
    var isOutOfQuota: Bool {
        status == 402 || code == "insufficient_quota" || code == "billing_hard_limit_reached"
    }

    /// The service knows no model of that name.
    var isModelUnknown: Bool {
        if status == 404 || code == "model_not_found" { return true }
        let said = (message ?? "").lowercased()
        return status == 400 && said.contains("model")
            && (said.contains("not exist") || said.contains("not found") || said.contains("unknown model"))
    }

    /// The service refuses the request for the optional parameter `name`: it names it with a 400 or 422.
    ///
    /// Where it names none as its `param`, its message does: in quotes, first, or after a colon. A name with a value
    /// after it is the request quoted back, and the bare word may be the customer's.
    func refuses(_ name: String) -> Bool {
        guard status == 400 || status == 422 else { return false }
        if let parameter, !parameter.isEmpty { return parameter.split(separator: ".").contains { $0 == name } }
        let naming = #"((['"`])\#(name)\2|(^|: )\#(name)\b)(?!\s*:\s*[\d\[{'"])"#
        return message?.range(of: naming, options: .regularExpression) != nil
    }
}
