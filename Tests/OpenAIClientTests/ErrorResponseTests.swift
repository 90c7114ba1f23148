import Testing

@testable import OpenAIClient

@Suite("Error responses")
struct ErrorResponseTests {
    private func answer(_ status: Int, _ headers: [String: String] = [:], body: String) -> ErrorResponse {
        ErrorResponse(
            head: HTTPHead(status: status, headers: headers),
            body: Array(body.utf8),
            secrets: Redaction(key: testKey)
        )
    }

    @Test("message, code and request id contain neither the key nor control characters")
    func clean() {
        let body = #"{"error":{"code":"bad\u001b[31m_\#(testKey)","type":"t"}}"#
        let answer = answer(400, ["x-request-id": "\(testKey)\u{7}"], body: body)
        #expect(answer.code == "bad [redacted]")
        #expect(answer.requestID == "[redacted]")
        #expect(!answer.description.unicodeScalars.contains { $0.value < 0x20 })
        #expect(self.answer(400, body: #"{"error":{"code":"\u0001","type":"refused"}}"#).code == "refused")
    }

    @Test(
        "a response that names a parameter refuses it",
        arguments: [
            ("temperature", #"{"error":{"message":"no","param":"temperature"}}"#),
            ("temperature", #"{"error":{"message":"Unsupported value: 'temperature' does not support 0.2"}}"#),
            ("temperature", #"{"error":{"message":"temperature: Extra inputs are not permitted"}}"#),
            ("max_tokens", #"{"error":{"message":"`max_tokens` is not supported"}}"#),
            ("stream_options", #"{"error":{"message":"Unrecognized request argument supplied: stream_options"}}"#),
            (
                "stream_options",
                #"[{"error":{"code":400,"message":"Unknown name \"stream_options\": Cannot find field."}}]"#
            ),
            ("stream_options", #"{"detail":[{"loc":["body","stream_options",0],"msg":"extra"}]}"#),
            ("stream_options", #"{"message":{"detail":[{"loc":["body","stream_options"],"msg":"extra"}]}}"#),
            ("encoding_format", #"{"message":"encoding_format base64 is not supported"}"#),
        ]
    )
    func refusal(name: String, body: String) {
        #expect(answer(400, body: body).refuses(name))
        #expect(answer(422, body: body).refuses(name))
        #expect(!answer(500, body: body).refuses(name))
    }

    @Test(
        "a customer's word or a quoted request refuses no parameter",
        arguments: [
            #"{"error":{"message":"blocked: what temperature may the parcel have"}}"#,
            #"{"error":{"message":"bad request {\"temperature\":0.2,\"messages\":[]}"}}"#,
            #"{"error":{"message":"bad request {'temperature': 0.2}"}}"#,
            #"{"error":{"message":"no"},"request":{"temperature":0.2}}"#,
            #"{"error":{"message":"'temperature' is fine","param":"messages"}}"#,
        ]
    )
    func noRefusal(body: String) {
        #expect(!answer(400, body: body).refuses("temperature"))
    }

    @Test("keys are redacted, and words that merely contain sk- are not")
    func keys() {
        let clean = Redaction().clean
        #expect(clean("disk-full in task-3 at risk-level") == "disk-full in task-3 at risk-level")
        for word in ["sk-abc123", "'sk-abc123'", "key=sk-abc123", "密钥sk-abc123"] {
            #expect(clean("bad \(word)") == "bad [redacted]")
        }
    }
}
