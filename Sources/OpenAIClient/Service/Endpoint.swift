import Foundation
import RAGCore

/// The address of an OpenAI-compatible service, with the key and headers for it.
///
/// Its description shows neither the key nor the values of the headers.
package struct Endpoint: Sendable, CustomStringConvertible {
    /// The address to which `/embeddings` and `/chat/completions` are appended. A query such as Azure's `?api-version=`
    /// is kept.
    package let baseURL: URL
    /// Headers that are sent with every request, apart from the key.
    package let headers: [String: String]
    let apiKey: String?

    /// Checks an address such as `https://api.openai.com/v1`, a key and further headers (`OpenAI-Organization`,
    /// `OpenAI-Project`, Azure's `api-key`).
    ///
    /// Throws `RAGError(.notConfigured)` if the address is not an HTTP address, or if the key or a header contains
    /// characters that a header cannot contain.
    package init(_ baseURL: String, apiKey: String? = nil, headers: [String: String] = [:]) throws {
        let address = baseURL.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let url = URL(string: address), ["http", "https"].contains(url.scheme?.lowercased()),
            url.host()?.isEmpty == false
        else {
            throw RAGError(
                .notConfigured,
                "The address of the model service is not an http or https address",
                hint: "Set OPENAI_BASE_URL to an address such as https://api.openai.com/v1"
            )
        }
        let key = apiKey?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        guard key.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) }) else {
            throw RAGError(
                .notConfigured,
                "The key of the model service contains characters that a key cannot contain",
                hint: "Check OPENAI_API_KEY for spaces and quotation marks"
            )
        }
        for (name, value) in headers
        where !(name + value).unicodeScalars.allSatisfy({ (0x20...0x7E).contains($0.value) }) || name.contains(":") {
            throw RAGError(
                .notConfigured,
                "A header for the model service contains characters that a header cannot contain"
            )
        }
        self.baseURL = url
        self.apiKey = key.isEmpty ? nil : key
        self.headers = headers
    }

    /// Host and port, for messages.
    package var name: String {
        (baseURL.host() ?? "") + (baseURL.port.map { ":\($0)" } ?? "")
    }

    /// The address without its query, whether there is a key, and the names of the headers.
    package var description: String {
        "Endpoint(\(name)\(baseURL.path()), key: \(apiKey == nil ? "none" : "set"), headers: \(headers.keys.sorted()))"
    }

    /// Returns a request for `path`, such as `embeddings`, with the key and the headers.
    func request(_ method: HTTPRequest.Method, _ path: String) -> HTTPRequest {
        var request = HTTPRequest(method: method, url: baseURL.appending(path: path))
        if let apiKey { request.headers.append((name: "Authorization", value: "Bearer \(apiKey)")) }
        request.headers += headers.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        return request
    }
}
