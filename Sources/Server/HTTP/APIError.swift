import HTTPTypes
import Hummingbird
import RAGCore

/// An error that a client of the HTTP service gets, in the shape of the OpenAI API.
struct APIError: Error, Sendable, Hashable {
    /// The kind of error, which clients of the OpenAI API know.
    enum Kind: String, Sendable, Hashable {
        case invalidRequest = "invalid_request_error"
        case authentication = "authentication_error"
        case permission = "permission_error"
        case notFound = "not_found_error"
        case rateLimit = "rate_limit_error"
        case server = "server_error"
    }

    let status: HTTPResponse.Status
    let kind: Kind
    /// Names the error for programs: `unknown_session`.
    let code: String
    /// The field of the request that it is about; nil if it is about no single one.
    let field: String?
    let message: LocalizedText
    /// The seconds after which the same request may succeed; nil if waiting does not help.
    let retryAfter: Int?
    /// The methods that the path has, for 405.
    let allowedMethods: [String]

    init(
        _ status: HTTPResponse.Status,
        _ kind: Kind,
        _ code: String,
        field: String? = nil,
        _ english: String,
        _ chinese: String,
        retryAfter: Int? = nil,
        allowedMethods: [String] = []
    ) {
        self.status = status
        self.kind = kind
        self.code = code
        self.field = field
        message = LocalizedText(english, chinese)
        self.retryAfter = retryAfter
        self.allowedMethods = allowedMethods
    }

    /// Returns the error for a request whose `field` has a wrong value.
    static func invalid(_ field: String, _ english: String, _ chinese: String) -> APIError {
        APIError(.badRequest, .invalidRequest, "invalid_value", field: field, english, chinese)
    }

    static let unknownPath = APIError(
        .notFound,
        .notFound,
        "unknown_path",
        "There is nothing at this address",
        "这个地址不存在"
    )
    static let unknownSession = APIError(
        .notFound,
        .notFound,
        "unknown_session",
        field: "session_id",
        "There is no such session",
        "没有这个会话"
    )
    static let invalidToken = APIError(
        .unauthorized,
        .authentication,
        "invalid_token",
        "The token is not valid",
        "令牌无效"
    )
    static let tooLarge = APIError(
        .contentTooLarge,
        .invalidRequest,
        "request_too_large",
        "The request is longer than 1 MB",
        "请求超过 1 MB"
    )
    static let sessionBusy = APIError(
        .conflict,
        .invalidRequest,
        "session_busy",
        field: "session_id",
        "The last question of this session is still being answered",
        "这个会话的上一个问题还在回答中",
        retryAfter: 1
    )
    static let queueFull = APIError(
        .serviceUnavailable,
        .server,
        "queue_full",
        "Too many questions are waiting; try again soon",
        "当前咨询的人较多，请稍后再试",
        retryAfter: 2
    )
    static let stopping = APIError(
        .serviceUnavailable,
        .server,
        "stopping",
        "The service is stopping",
        "服务正在停止",
        retryAfter: 5
    )
    static let notStored = APIError(
        .notFound,
        .notFound,
        "sessions_not_stored",
        "Conversations are not stored here",
        "本服务不保存会话"
    )
    static let failed = APIError(
        .internalServerError,
        .server,
        "internal_error",
        "The request failed; the log of the service has the reason",
        "请求失败，原因见服务日志"
    )
}
