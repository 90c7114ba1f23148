import CCurl
import Foundation

/// Why no whole reply came back. A reply with an unwelcome status is no `HTTPError`.
struct HTTPError: Error, Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case cannotResolve, cannotConnect, proxyFailed, tlsFailed, certificateFileUnreadable
        /// The limit that passed, and what it was for.
        case timedOut(Wait, Duration)
        /// The connection broke, or what came over it is not HTTP.
        case broken
        /// The reply is larger than this many bytes.
        case tooLarge(Int)
        /// The client was shut down under the request.
        case closed
    }

    enum Wait: Sendable, Hashable {
        case connect, firstByte, idle
    }

    let kind: Kind
    /// What libcurl says of it. Names hosts and ports, never headers, bodies or the password of a proxy.
    let detail: String

    init(_ kind: Kind, detail: String = "") {
        self.kind = kind
        self.detail = detail
    }

    /// Reads a result of libcurl (<https://curl.se/libcurl/c/libcurl-errors.html>).
    /// - Parameters:
    ///   - connectStatus: what a proxy answered to CONNECT; 0 where none was asked.
    ///   - connectLimit: the time that the transfer had to connect, which is the one limit libcurl watches for us.
    init(_ code: CURLcode, detail: String, connectStatus: Int, connectLimit: Duration) {
        // Then libcurl quotes the proxy as it was set, password and all, and has no code of its own for it.
        let isProxyMalformed = detail.hasPrefix("Unsupported proxy")
        let kind: Kind =
            switch code {
            case _ where isProxyMalformed: .proxyFailed
            case CURLE_COULDNT_RESOLVE_HOST: .cannotResolve
            case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .proxyFailed
            case _ where connectStatus >= 300: .proxyFailed
            case CURLE_COULDNT_CONNECT: .cannotConnect
            case CURLE_OPERATION_TIMEDOUT: .timedOut(.connect, connectLimit)
            case CURLE_SSL_CACERT_BADFILE: .certificateFileUnreadable
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
                CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
                .tlsFailed
            default: .broken
            }
        let said = isProxyMalformed || detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
        self.init(kind, detail: said.replacingOccurrences(of: #"\S*@"#, with: "", options: .regularExpression))
    }
}
