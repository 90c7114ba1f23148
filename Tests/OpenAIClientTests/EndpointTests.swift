import RAGCore
import Testing

@testable import OpenAIClient

@Suite("Endpoint")
struct EndpointTests {
    @Test(
        "paths are appended to the address, and its query is kept",
        arguments: [
            ("https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions"),
            (" https://api.openai.com/v1/\n", "https://api.openai.com/v1/chat/completions"),
            ("http://[::1]:8080", "http://[::1]:8080/chat/completions"),
            (
                "https://x.example/openai/deployments/d?api-version=1",
                "https://x.example/openai/deployments/d/chat/completions?api-version=1"
            ),
        ]
    )
    func url(base: String, expected: String) throws {
        #expect(try Endpoint(base).request(.post, "chat/completions").url.absoluteString == expected)
    }

    @Test(
        "an invalid address is refused",
        arguments: ["", "localhost:8080/v1", "ftp://x/v1", "https://", "api.openai.com"]
    )
    func noAddress(base: String) {
        let error = #expect(throws: RAGError.self) { try Endpoint(base) }
        #expect(error?.code == .notConfigured)
        #expect(error?.hint?.contains("OPENAI_BASE_URL") == true)
    }

    @Test("a key may have spaces around it, but no characters that break a header")
    func key() throws {
        #expect(try Endpoint("http://x", apiKey: "abc\n").apiKey == "abc")
        #expect(try Endpoint("http://x", apiKey: " ").apiKey == nil)
        for key in ["a\r\nX-Evil: 1", "a b", "“abc”"] {
            let error = #expect(throws: RAGError.self) { try Endpoint("http://x", apiKey: key) }
            #expect(error?.description.contains(key) == false)
        }
        #expect(throws: RAGError.self) { try Endpoint("http://x", headers: ["X-A": "1\r\nX-B: 2"]) }
    }

    @Test("the description shows neither key nor header values")
    func description() throws {
        let endpoint = try Endpoint(
            "https://user:pass@x.example:8443/v1",
            apiKey: testKey,
            headers: ["api-key": "other-key"]
        )
        for text in ["\(endpoint)", String(reflecting: endpoint)] {
            #expect(text == #"Endpoint(x.example:8443/v1, key: set, headers: ["api-key"])"#)
        }
    }
}
