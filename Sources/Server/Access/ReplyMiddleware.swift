import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import RAGCore

/// Gives every reply its headers, turns every error into JSON, and counts all requests.
struct ReplyMiddleware: RouterMiddleware {
    let metrics: Metrics
    let live: LiveSettings
    /// The patterns of the paths whose connections take no further request.
    let closingPaths: Set<String>
    /// Returns the methods that a path has; none if it has no endpoint.
    let allowedMethods: @Sendable (String) -> [String]

    private static let logger = Logger(label: "kefu.server")

    func handle(
        _ request: Request,
        context: KefuContext,
        next: (Request, KefuContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as HTTPParserError {
            // Hummingbird answers 400 and closes the connection.
            throw error
        } catch {
            response = apiError(for: error, request).response(in: request.language)
            if response.status == .contentTooLarge { response.closeAfterwards(context.channel) }
        }
        if let path = context.endpointPath, closingPaths.contains(path) { response.headers[.connection] = "close" }
        CORS.addHeaders(to: &response, for: request, live.widgets)
        response.headers[.contentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "no-referrer"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        count(request, context, response, since: start)
        return response
    }

    /// Returns what the client gets for `error`.
    private func apiError(for error: any Error, _ request: Request) -> APIError {
        switch error {
        case let error as APIError: return error
        case is NIOTooManyBytesError: return .tooLarge
        case let error as RAGError:
            Self.logger.error("a request failed", metadata: ["reason": "\(error.reasonForLog)"])
            return APIError(error)
        case let error as HTTPError where error.status == .notFound: return unknown(request)
        case let error as HTTPError where error.status.kind == .clientError:
            return APIError(error.status, .invalidRequest, "invalid_request", "The request is not valid", "请求无效")
        case is CancellationError: return .stopping
        default:
            Self.logger.error("a request failed", metadata: ["type": "\(type(of: error))"])
            return .failed
        }
    }

    private func unknown(_ request: Request) -> APIError {
        let methods = allowedMethods(request.uri.path)
        guard !methods.isEmpty else { return .unknownPath }
        return APIError(
            .methodNotAllowed,
            .invalidRequest,
            "method_not_allowed",
            "This address takes \(methods.joined(separator: ", "))",
            "这个地址只接受 \(methods.joined(separator: "、"))",
            allowedMethods: methods
        )
    }

    private func count(
        _ request: Request,
        _ context: KefuContext,
        _ response: Response,
        since start: ContinuousClock.Instant
    ) {
        let route = context.endpointPath ?? "unknown"
        // Clients may invent methods, and each would be a series of its own.
        let method = Self.methods.contains(request.method) ? request.method.rawValue : "other"
        metrics.add(
            "kefu_http_requests_total",
            ["route": route, "method": method, "status": "\(response.status.code)"]
        )
        metrics.observe("kefu_http_request_seconds", ["route": route], seconds: (.now - start) / .seconds(1))
    }

    private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .delete, .options, .patch]
}

extension Response {
    /// Closes the connection soon after the response is written, so that no further bytes of the request are read. The
    /// pause lets the client read the response before its own bytes are refused (RFC 9112, section 9.6).
    fileprivate mutating func closeAfterwards(_ channel: any Channel) {
        headers[.connection] = "close"
        let content = body
        body = ResponseBody(contentLength: content.contentLength) { writer in
            try await content.write(writer)
            try? await Task.sleep(for: .milliseconds(500))
            try? await channel.close(mode: .all)
        }
    }
}
