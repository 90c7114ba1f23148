import Application
import Foundation
import RAGCore

/// Signed tokens with which visitors of a page with the widget ask. A token is bound to its widget, to the origin of
/// the page and to the visitor. It is no protection against programs, which can send any origin; limits are.
struct WidgetTokens: Sendable {
    /// The content of a token.
    struct Claims: Codable, Sendable, Hashable {
        let widget: String
        let origin: String
        let visitor: String
        /// Seconds since 1970.
        let expires: Int
    }

    static let mark = "kwt_"
    /// The beginning of the names of visitors whom the shop's own server signs.
    static let customerMark = "u_"
    static let lifetime = 3_600
    /// The time for which an expired token still tells who the visitor is.
    static let renewal = 30 * 86_400

    private let authentication: MessageAuthentication
    private let now: @Sendable () -> Date

    init(secret: String, now: @escaping @Sendable () -> Date = { Date() }) {
        authentication = MessageAuthentication(secret: secret)
        self.now = now
    }

    /// Returns a token for the visitor of `widget` on a page of `origin`, and what it says.
    func make(widget: String, origin: String, visitor: String) -> (text: String, claims: Claims) {
        let expires = Int(now().timeIntervalSince1970) + Self.lifetime
        let claims = Claims(widget: widget, origin: origin, visitor: visitor, expires: expires)
        let content = Data(JSON.text(of: claims).utf8).base64URL
        return ("\(Self.mark)\(content).\(authentication.code(of: content))", claims)
    }

    /// Returns the visitor of an earlier token for the same widget and origin; nil if it is not valid or too old, or if
    /// the shop vouched for a customer, for whom it must vouch again.
    func visitor(renewing text: String, widget: String, origin: String) -> String? {
        guard let claims = claims(of: text), claims.widget == widget, claims.origin == origin,
            !claims.visitor.hasPrefix(Self.customerMark),
            claims.expires + Self.renewal > Int(now().timeIntervalSince1970)
        else { return nil }
        return claims.visitor
    }

    /// Returns the visitor with this token. Throws `APIError` where it is altered, expired, used on a page of another
    /// origin, or where its widget is gone.
    func caller(with text: String, origin: String?, widgets: [Settings.Server.Widget]) throws(APIError) -> Caller {
        guard let claims = claims(of: text), let widget = widgets.first(where: { $0.id == claims.widget }) else {
            throw .invalidToken
        }
        guard claims.expires > Int(now().timeIntervalSince1970) else {
            throw APIError(.unauthorized, .authentication, "expired_token", "The token has expired", "令牌已过期")
        }
        // A page of the service's own origin sends none with GET.
        guard origin == nil || origin == claims.origin else {
            throw APIError(
                .forbidden,
                .permission,
                "foreign_origin",
                "The token belongs to another page",
                "令牌属于另一个网页"
            )
        }
        return Caller(identity: .visitor(claims.visitor, widget: widget.id), scope: .ask, tags: widget.tags)
    }

    private func claims(of text: String) -> Claims? {
        guard text.utf8.count <= 2_000, text.hasPrefix(Self.mark) else { return nil }
        let parts = text.dropFirst(Self.mark.count).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, authentication.isValid(String(parts[1]), of: String(parts[0])),
            let content = Data(base64URL: String(parts[0]))
        else { return nil }
        return try? JSONDecoder().decode(Claims.self, from: content)
    }
}

extension Data {
    /// Base 64 with the letters of addresses and without padding (RFC 4648, section 5).
    fileprivate var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    fileprivate init?(base64URL text: String) {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
    }
}
