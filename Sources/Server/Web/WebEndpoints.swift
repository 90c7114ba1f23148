import HTTPTypes
import Hummingbird

/// The pages and scripts, and the description of the API.
struct WebEndpoints: Sendable {
    /// Pages load nothing from elsewhere and are shown in no frame; the widget inside them has no inline style.
    private static let policy =
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'"

    func addRoutes(to routes: inout RouteTable) {
        let pages = [("/demo", StaticFile.demo), ("/admin", .admin)]
        for (path, file) in pages {
            routes.on(.get, path) { request, _ in
                var response = Self.response(to: request, file)
                response.headers[.contentSecurityPolicy] = Self.policy
                response.headers[.frameOptions] = "DENY"
                return response
            }
        }
        // The widget is loaded by pages of other origins, and its modules as well.
        for file in [StaticFile.widget, .description] {
            routes.on(.get, "/\(file.name)") { request, _ in Self.shared(Self.response(to: request, file)) }
        }
        let assets = Dictionary(uniqueKeysWithValues: StaticFile.assets.map { ($0.name, $0) })
        routes.on(.get, "/assets/:name") { request, context in
            guard let file = assets[try context.parameters.require("name")] else { throw APIError.unknownPath }
            return Self.shared(Self.response(to: request, file))
        }
    }

    /// Returns the file. A browser asks each time whether its copy is still the same, so that an update of kefu never
    /// mixes old modules with new ones.
    private static func response(to request: Request, _ file: StaticFile) -> Response {
        let headers: HTTPFields = [
            .contentType: file.type, .eTag: file.tag, .cacheControl: "public, no-cache",
        ]
        guard request.headers[.ifNoneMatch] != file.tag else { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }

    private static func shared(_ response: Response) -> Response {
        var response = response
        response.headers[.accessControlAllowOrigin] = "*"
        response.headers[.crossOriginResourcePolicy] = "cross-origin"
        return response
    }
}
