import Foundation
import Testing

@testable import OpenAIClient

@Suite("Replies with embeddings")
struct EmbeddingScannerTests {
    private func items(_ text: String) -> [EmbeddingReply.Item]? {
        EmbeddingScanner.items(in: Array(text.utf8))
    }

    @Test("the scanner reads the same floats as JSONDecoder")
    func numbers() throws {
        var random = SystemRandomNumberGenerator()
        var numbers = [
            "0", "-0", "1", "-1.5", "0.1", "1e-7", "-3.4E+2", "0.006929283495992422", "1.17549435e-38", "3.4e38",
            "12345678901234567",
            "-6.938893903907228e-18", "0.00000000000000000000000000000000000001",
        ]
        for _ in 0..<2000 { numbers.append("\(Double.random(in: -1...1, using: &random))") }
        for _ in 0..<500 { numbers.append("\(Float.random(in: -1...1, using: &random) * 1e-6)") }
        let list = "[\(numbers.joined(separator: ", "))]"
        let scanned = try #require(items(#"{"data":[{"embedding":\#(list),"index":0}]}"#)?.first?.vector)
        let decoded = try JSONDecoder().decode([Float].self, from: Data(list.utf8))
        #expect(scanned == decoded)
    }

    @Test("other fields, orders and layouts do not disturb the scanner")
    func layout() {
        let text = """
            { "usage" : {"prompt_tokens": 8, "more": [1, -2.5e3, true, false, null, {"a": {}}, [] ]},
              "data" :
                [ { "embedding" : "AACAPwAAAEA=" , "object" : "embedding", "index" : 1 },
                  { "index":0,"embedding":[ 1 , 2.0 ] } ] , "model" : "模型" }

            """
        #expect(items(text) == [.init(index: 1, vector: [1, 2]), .init(index: 0, vector: [1, 2])])
    }

    @Test(
        "the scanner leaves unusual replies to JSONDecoder",
        arguments: [
            "", "{}", "[]", #"{"data":{}}"#, #"{"data":[]} x"#, #"{"data":[]}{"#, #"{"data":[],"data":[]}"#,
            #"{"data":[],}"#,
            #"{"data":[{"embedding":[1,]}]}"#, #"{"data":[{"embedding":[01]}]}"#, #"{"data":[{"embedding":[1.]}]}"#,
            #"{"data":[{"embedding":[.5]}]}"#, #"{"data":[{"embedding":[NaN]}]}"#, #"{"data":[{"embedding":[1e]}]}"#,
            #"{"data":[{"embedding":"AAAA"}]}"#, #"{"data":[{"embedding":"AACA\/w=="}]}"#, #"{"data":[{"index":0}]}"#,
            #"{"data":[{"index":0.5,"embedding":[1]}]}"#, #"{"data":[{"embedding":[1]}"#,
            #"{"data":[{"embedding":["1"]}]}"#,
            #"{"x":tru,"data":[]}"#, #"{"x":"#, #"{"x":"a\#n","data":[]}"#,
            #"{"data":[{"embedding":[0.12345678901234567890123]}]}"#,
            "{\"x\":" + String(repeating: "[", count: 100_000),
        ]
    )
    func unusual(text: String) {
        #expect(items(text) == nil)
    }

    @Test("JSONDecoder reads replies that are valid but unusual")
    func fallback() throws {
        let escaped =
            #"{"data":[{"index":0,"embedding":"AACA\/w=="},{"index":1,"embedding":[0.12345678901234567890123]}]}"#
        let vectors = try EmbeddingReply(Array(escaped.utf8), count: 2).vectors
        #expect(vectors[0].map(\.bitPattern) == [0xFF80_0000])
        #expect(vectors[1] == [0.12345678901234567890123])
    }

    @Test("vectors without an index count in order")
    func noIndex() throws {
        let text = #"{"data":[{"embedding":[1]},{"embedding":[2]}]}"#
        #expect(try EmbeddingReply(Array(text.utf8), count: 2).vectors == [[1], [2]])
    }

    @Test("valid base64 is decoded exactly, and anything else is refused", arguments: 0..<9)
    func base64Floats(count: Int) {
        let vector = (0..<count).map { Float($0) * -0.37 }
        let text = base64(vector)
        #expect(decode(text) == vector)
        #expect(decode(text + "A") == nil)
        #expect(decode(text + "!AAA") == nil)
        #expect(decode(text + "\u{FF}AA") == nil)
        #expect(decode("=" + text + "AAA") == nil)
        #expect(decode(text + "AA==") == nil)
    }

    private func decode(_ text: String) -> [Float]? {
        Array(text.utf8).withUnsafeBufferPointer(Base64Floats.decode)
    }
}
