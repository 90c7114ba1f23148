import HTTPTypes
import Hummingbird
import RAGCore

/// The JSON of an error.
struct ErrorReply: Encodable {
    struct Content: Encodable {
        let message: String
        let type: String
        @Nullable var param: String?
        let code: String
    }

    let error: Content

    init(_ error: APIError, in language: Language) {
        self.error = Content(
            message: error.message.text(in: language),
            type: error.kind.rawValue,
            param: error.field,
            code: error.code
        )
    }
}

extension APIError {
    /// Returns the response, which tells clients of the OpenAI API whether to try again.
    func response(in language: Language) -> Response {
        var response = Response.json(ErrorReply(self, in: language), status: status)
        if let retryAfter {
            response.headers[.retryAfter] = String(retryAfter)
        } else {
            response.headers[.shouldRetry] = "false"
        }
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        if !allowedMethods.isEmpty { response.headers[.allow] = allowedMethods.joined(separator: ", ") }
        return response
    }
}
