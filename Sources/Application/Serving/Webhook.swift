import Foundation
import RAGCore

/// An address that is told of events, with requests that are signed.
///
/// The signature is the HMAC-SHA256 of the time, a full stop and the body, as the header `X-Kefu-Signature:
/// t=1796050000,v1=…` says (the scheme of Stripe's webhooks).
package struct Webhook: Sendable {
    private let url: URL
    private let authentication: MessageAuthentication?
    private let assembly: Assembly

    /// Creates the webhook that the settings of `assembly` name; nil if they name none.
    package init?(_ assembly: Assembly) {
        guard let url = assembly.settings.handover.webhook else { return nil }
        self.url = url
        self.assembly = assembly
        authentication = assembly.settings.handover.webhookSecret.map { MessageAuthentication(secret: $0) }
    }

    /// Sends `json` once. Throws `RAGError` where it does not arrive, and `CancellationError`.
    package func deliver(_ json: String, at time: Date = Date()) async throws {
        let seconds = Int(time.timeIntervalSince1970)
        var headers = [(name: "Content-Type", value: "application/json; charset=utf-8")]
        if let authentication {
            let code = authentication.code(of: "\(seconds).\(json)")
            headers.append((name: "X-Kefu-Signature", value: "t=\(seconds),v1=\(code)"))
        }
        let status = try await assembly.http.post(
            Data(json.utf8),
            to: url,
            headers: headers,
            timeouts: assembly.settings.network.timeouts
        )
        guard (200..<300).contains(status) else {
            throw RAGError(.serviceFailed, "The address of handover.webhook answered with status \(status)")
        }
    }
}
