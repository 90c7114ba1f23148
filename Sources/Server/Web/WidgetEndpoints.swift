import Answering
import Application
import Foundation
import HTTPTypes
import Hummingbird
import RAGCore

/// The endpoint that a page with the widget asks before the first question.
struct WidgetEndpoints: Sendable {
    private struct Body: Decodable {
        struct User: Decodable {
            let id: String
            let signature: String
        }

        let widget: String
        let renew: String?
        let user: User?
    }

    private struct Reply: Encodable {
        let token: String
        let expiresAt: Int
        let visitor: String
        let title: [String: String]
        let aiLabel: Bool
        let contact: [String: String]
        let maximumCharacters = ChatRequestBody.longestQuestion
        let feedback: Bool
    }

    let live: LiveSettings
    let tokens: WidgetTokens
    let access: AccessControl
    private static let longestUser = 200

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.post, "/widget/token") { request, context in try await token(request, context) }
        for path in ["/widget/token"] + CORS.paths {
            routes.on(.options, path) { request, _ in CORS.preflight(request, live.widgets) }
        }
    }

    private func token(_ request: Request, _ context: KefuContext) async throws -> Response {
        var request = request
        let body = try await JSON.read(Body.self, from: &request)
        let widgets = live.widgets(for: access.client(of: request, context))
        guard let widget = widgets.first(where: { $0.id == body.widget }) else {
            throw APIError(
                .notFound,
                .notFound,
                "unknown_widget",
                field: "widget",
                "There is no such widget",
                "没有这个挂件"
            )
        }
        let origin = request.headers[.origin] ?? ""
        guard CORS.allows(origin, widget, request) else {
            throw APIError(
                .forbidden,
                .permission,
                "foreign_origin",
                "Pages of this origin may not hold the widget",
                "此网站未被允许使用这个挂件"
            )
        }
        let visitor =
            try signedVisitor(body.user, widget.id)
            ?? body.renew.flatMap { tokens.visitor(renewing: $0, widget: widget.id, origin: origin) }
            ?? "v_\(RandomText.id())"
        let (token, claims) = tokens.make(widget: widget.id, origin: origin, visitor: visitor)
        let settings = live.settings
        return .json(
            Reply(
                token: token,
                expiresAt: claims.expires,
                visitor: visitor,
                title: settings.company.byLanguage(\.name),
                aiLabel: settings.server.labelsAnswers,
                contact: settings.company.byLanguage(\.contact),
                feedback: settings.conversations.areStored
            )
        )
    }

    /// Returns the visitor for whom the shop's own server vouches; nil where it vouches for nobody. Throws `APIError`
    /// where the signature is wrong.
    private func signedVisitor(_ user: Body.User?, _ widget: String) throws -> String? {
        guard let user else { return nil }
        let isValid = live.settings.server.widgetSecret.map {
            MessageAuthentication(secret: $0).isValid(user.signature, of: "\(widget)\n\(user.id)")
        }
        guard isValid == true, (1...Self.longestUser).contains(user.id.utf8.count) else {
            throw APIError(
                .forbidden,
                .permission,
                "wrong_signature",
                field: "user",
                "The signature of the customer is wrong",
                "顾客身份签名不正确"
            )
        }
        return WidgetTokens.customerMark + user.id
    }
}

extension [Language: Company] {
    fileprivate func byLanguage(_ part: KeyPath<Company, String>) -> [String: String] {
        reduce(into: [:]) { texts, company in texts[company.key.rawValue] = company.value[keyPath: part] }
    }
}
