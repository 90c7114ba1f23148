import HTTPTypes
import Hummingbird
import RAGCore

extension APIError {
    /// Translates an error of the answering. Its words may name models, files and addresses, which are nothing for a
    /// customer, so they go to the log alone. A service that refuses what kefu sends, such as the name of a model, is
    /// no fault of the client.
    init(_ error: RAGError) {
        self =
            switch error.code {
            case .failed where error.refusesInput: .refusedInput
            case .notConfigured:
                APIError(
                    .serviceUnavailable,
                    .server,
                    "not_configured",
                    "The service is not set up completely",
                    "服务尚未配置完成"
                )
            case .rateLimited:
                APIError(
                    .serviceUnavailable,
                    .server,
                    "upstream_rate_limited",
                    "The model is busy; try again soon",
                    "模型繁忙，请稍后再试",
                    retryAfter: 5
                )
            case .timedOut:
                APIError(
                    .gatewayTimeout,
                    .server,
                    "upstream_timeout",
                    "The model did not answer in time",
                    "模型未能及时回答"
                )
            case .unreachable, .keyRefused, .serviceFailed:
                APIError(
                    .badGateway,
                    .server,
                    "upstream_failed",
                    "The model cannot be used at the moment",
                    "模型暂时无法使用"
                )
            case .failed, .interrupted: .failed
            }
    }

    static let refusedInput = APIError(
        .badRequest,
        .invalidRequest,
        "input_refused",
        "The model does not take this text; it may be too long",
        "模型无法处理这段文字，可能过长"
    )
}
