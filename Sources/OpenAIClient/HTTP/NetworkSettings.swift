import Foundation

/// How the network is reached: proxies and trusted certificates.
package struct NetworkSettings: Sendable, Hashable {
    /// Proxy for `http://` addresses.
    package var httpProxy: String?
    /// Proxy for `https://` addresses.
    package var httpsProxy: String?
    /// Hosts that are reached without a proxy: `example.com,.internal,10.0.0.0/8`, or `*`. libcurl reads it
    /// (<https://curl.se/libcurl/c/CURLOPT_NOPROXY.html>).
    package var noProxy: String?
    /// A file of certificates (PEM) to trust; nil for the system's.
    package var certificateFile: String?

    package init(
        httpProxy: String? = nil,
        httpsProxy: String? = nil,
        noProxy: String? = nil,
        certificateFile: String? = nil
    ) {
        self.httpProxy = httpProxy
        self.httpsProxy = httpsProxy
        self.noProxy = noProxy
        self.certificateFile = certificateFile
    }

    /// Reads `HTTPS_PROXY`, `http_proxy`, `ALL_PROXY`, `NO_PROXY`, `CURL_CA_BUNDLE` and `SSL_CERT_FILE` as curl does:
    /// lower case first, and no upper-case `HTTP_PROXY`, which a CGI client could set.
    package init(environment: [String: String]) {
        func first(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        self.init(
            httpProxy: first("http_proxy", "all_proxy", "ALL_PROXY"),
            httpsProxy: first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
            noProxy: first("no_proxy", "NO_PROXY"),
            certificateFile: first("CURL_CA_BUNDLE", "SSL_CERT_FILE")
        )
    }

    /// The proxy for `url`; nil for none. This machine's own addresses never go through one, whatever `noProxy` says:
    /// the embedded engine listens there. `noProxy` itself is left to libcurl.
    func proxy(for url: URL) -> String? {
        let host = (url.host() ?? "").lowercased().trimmingCharacters(in: ["[", "]"])
        let isLoopback =
            host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
            || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
        guard !isLoopback else { return nil }
        return url.scheme?.lowercased() == "https" ? httpsProxy : httpProxy
    }
}
