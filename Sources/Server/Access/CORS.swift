import Application
import Foundation
import HTTPTypes
import Hummingbird

/// Which pages of other origins may use the service from a browser (https://fetch.spec.whatwg.org/#http-cors-protocol):
/// those that hold a widget.
enum CORS {
    /// The endpoints that the widget uses, beside that of tokens.
    static let paths = [
        "/v1/chat/completions", "/v1/sessions/:id", "/v1/sessions/:id/turns/:turn/feedback",
        "/v1/sessions/:id/contact",
    ]

    /// Returns whether a page of `origin` may hold `widget`: its origins name it, or it is a page of the service itself
    /// and the widget is that of the demo page.
    static func allows(_ origin: String, _ widget: Settings.Server.Widget, _ request: Request) -> Bool {
        guard widget == LiveSettings.demo else { return widget.origins.contains(origin) }
        guard let host = request.head.authority, let url = URL(string: origin), let name = url.host() else {
            return false
        }
        return host == url.port.map { "\(name):\($0)" } ?? name
    }

    /// Returns the reply to the question of a browser whether a page may send a request.
    static func preflight(_ request: Request, _ widgets: [Settings.Server.Widget]) -> Response {
        var response = Response(status: .noContent)
        addHeaders(to: &response, for: request, widgets)
        response.headers[.accessControlAllowMethods] = "GET, POST, DELETE"
        response.headers[.accessControlAllowHeaders] = "authorization, content-type"
        response.headers[.accessControlMaxAge] = "600"
        return response
    }

    /// Allows a page that holds one of `widgets` to read `response`.
    static func addHeaders(to response: inout Response, for request: Request, _ widgets: [Settings.Server.Widget]) {
        guard let origin = request.headers[.origin] else { return }
        response.headers[.vary] = "Origin"
        guard widgets.contains(where: { allows(origin, $0, request) }) else { return }
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlExposeHeaders] = "Retry-After"
    }
}
