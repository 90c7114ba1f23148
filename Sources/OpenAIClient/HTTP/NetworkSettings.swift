import Foundation

/// Proxies and trusted certificates.
package struct NetworkSettings: Sendable, Hashable {
    /// The proxy for `http://` addresses.
    package var httpProxy: String?
    /// The proxy for `https://` addresses.
    package var httpsProxy: String?
    /// Hosts that need no proxy: `example.com,.internal,10.0.0.0/8`, or `*`. libcurl interprets it
    /// (<https://curl.se/libcurl/c/CURLOPT_NOPROXY.html>).
    package var noProxy: String?
    /// A PEM file of certificates to trust; nil for those of the system.
    package var certificateFile: String?

    /// Sets each value directly. Nil means no proxy, no exceptions and the certificates of the system.
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
    /// lower case first, and not the upper-case `HTTP_PROXY`, which a CGI client could set.
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

    /// Returns the proxy for `url`; nil for none. `noProxy` is left to libcurl.
    ///
    /// Addresses of this machine never use a proxy, whatever the settings say, because the local engine listens there.
    func proxy(for url: URL) -> String? {
        let host = (url.host() ?? "").lowercased().trimmingCharacters(in: ["[", "]"])
        let isLoopback =
            host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
            || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
        guard !isLoopback else { return nil }
        return url.scheme?.lowercased() == "https" ? httpsProxy : httpProxy
    }
}
