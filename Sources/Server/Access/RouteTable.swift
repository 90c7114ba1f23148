import HTTPTypes
import Hummingbird

/// All endpoints, each with the audience that may use it.
struct RouteTable {
    typealias Handler =
        @Sendable (_ request: Request, _ context: KefuContext, _ caller: Caller?) async throws -> Response

    private struct Route {
        let method: HTTPRequest.Method
        let path: String
        let audience: AccessControl.Audience
        let closesConnection: Bool
        let handler: Handler
    }

    private var routes: [Route] = []

    /// Adds an endpoint that needs a caller. `closesConnection` tells that it reads on after the body, to notice that
    /// the client leaves, so that the connection takes no further request.
    mutating func on(
        _ method: HTTPRequest.Method,
        _ path: String,
        for audience: AccessControl.Audience,
        closesConnection: Bool = false,
        _ handler: @escaping @Sendable (Request, KefuContext, Caller) async throws -> Response
    ) {
        add(method, path, audience, closesConnection) { request, context, caller in
            guard let caller else { throw APIError.failed }
            return try await handler(request, context, caller)
        }
    }

    /// Adds an endpoint that needs none.
    mutating func on(
        _ method: HTTPRequest.Method,
        _ path: String,
        publicly audience: AccessControl.Audience = .everybody,
        _ handler: @escaping @Sendable (Request, KefuContext) async throws -> Response
    ) {
        add(method, path, audience, false) { request, context, _ in try await handler(request, context) }
    }

    private mutating func add(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ audience: AccessControl.Audience,
        _ closesConnection: Bool,
        _ handler: @escaping Handler
    ) {
        routes.append(
            Route(
                method: method,
                path: path,
                audience: audience,
                closesConnection: closesConnection,
                handler: handler
            )
        )
    }

    /// Returns the router of all endpoints. A path without an endpoint answers 404, and one that has endpoints of other
    /// methods 405.
    func router(_ access: AccessControl, _ metrics: Metrics, _ live: LiveSettings) -> Router<KefuContext> {
        let router = Router(context: KefuContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(
            middleware: ReplyMiddleware(
                metrics: metrics,
                live: live,
                closingPaths: Set(routes.filter(\.closesConnection).map(\.path)),
                allowedMethods: allowedMethods
            )
        )
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                let caller = try await access.caller(of: request, context, for: route.audience)
                return try await route.handler(request, context, caller)
            }
        }
        return router
    }

    /// Returns the methods that the path has; none if it has no endpoint.
    private var allowedMethods: @Sendable (String) -> [String] {
        let patterns = routes.map { (segments: $0.path.split(separator: "/"), method: $0.method.rawValue) }
        return { path in
            let segments = path.split(separator: "/")
            let methods = patterns.filter { pattern in
                pattern.segments.count == segments.count
                    && zip(pattern.segments, segments).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
            }.map(\.method)
            return methods.contains("GET") ? methods + ["HEAD"] : methods
        }
    }
}
