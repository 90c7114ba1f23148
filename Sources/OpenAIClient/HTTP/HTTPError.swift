import CCurl
import Foundation

/// The reason why no complete reply arrived. A reply with an error status is not an `HTTPError`.
struct HTTPError: Error, Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case cannotResolve, cannotConnect, proxyFailed, tlsFailed, certificateFileUnreadable
        /// A limit passed: which wait it was for, and how long it was.
        case timedOut(Wait, Duration)
        /// The connection broke, or the bytes that arrived are not HTTP.
        case broken
        /// The reply is larger than this many bytes.
        case tooLarge(Int)
        /// The client was closed before the request ended.
        case closed
    }

    enum Wait: Sendable, Hashable {
        /// `whole` is that for all of a reply.
        case connect, firstByte, idle, whole
    }

    let kind: Kind
    /// The message of libcurl. It names hosts and ports, but no headers, bodies or proxy passwords.
    let detail: String

    init(_ kind: Kind, detail: String = "") {
        self.kind = kind
        self.detail = detail
    }

    /// The most bytes of a header that libcurl reads (`CURL_MAX_HTTP_HEADER`).
    private static let headerLimit = 100 * 1_024

    /// Translates a result of libcurl (<https://curl.se/libcurl/c/libcurl-errors.html>).
    /// - Parameters:
    ///   - connectStatus: the answer of a proxy to CONNECT; 0 if there was none.
    ///   - connectLimit: the time limit for connecting, the only limit that libcurl watches.
    init(_ code: CURLcode, detail: String, connectStatus: Int, connectLimit: Duration) {
        // libcurl has no code of its own for this, and its message quotes the proxy setting with the password.
        let isProxyMalformed = detail.hasPrefix("Unsupported proxy")
        let kind: Kind =
            switch code {
            case _ where isProxyMalformed: .proxyFailed
            case CURLE_COULDNT_RESOLVE_HOST: .cannotResolve
            case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .proxyFailed
            case _ where connectStatus >= 300: .proxyFailed
            case CURLE_COULDNT_CONNECT: .cannotConnect
            case CURLE_OPERATION_TIMEDOUT: .timedOut(.connect, connectLimit)
            // The code of a header that is too large, CURLE_TOO_LARGE (100) in newer versions.
            case CURLE_OUT_OF_MEMORY, CURLcode(rawValue: 100): .tooLarge(Self.headerLimit)
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
