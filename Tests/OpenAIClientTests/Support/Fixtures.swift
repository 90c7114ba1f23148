import Foundation
import RAGCore
import Synchronization

@testable import OpenAIClient

/// The key of all tests. No error may show it.
let testKey = "sk-test-4f9c2a7b1e8d6053"

/// The client of all tests that need no other, independent of the environment.
let sharedClient = HTTPClient(NetworkSettings())

/// A record of pauses, which take no time.
final class Pauses: Sendable {
    private let taken = Mutex<[Duration]>([])

    var all: [Duration] { taken.withLock { $0 } }

    func timing(now: Date = Date(timeIntervalSince1970: 1_700_000_000)) -> OpenAIService.Timing {
        OpenAIService.Timing(
            now: { now },
            jitter: { 0 },
            sleep: { [self] pause in taken.withLock { $0.append(pause) } }
        )
    }
}

func service(
    at address: String,
    client: HTTPClient = sharedClient,
    timeouts: HTTPTimeouts = HTTPTimeouts(),
    retries: Int = 2,
    pauses: Pauses = Pauses(),
    pacer: Pacer? = nil
) throws -> OpenAIService {
    OpenAIService(
        endpoint: try Endpoint(address, apiKey: testKey),
        client: client,
        timeouts: timeouts,
        retry: RetryPolicy(maximumRetries: retries),
        timing: pauses.timing(),
        pacer: pacer
    )
}

/// Asks the chat model at `server` and collects the whole reply.
func chat(_ service: OpenAIService, _ question: String = "hello") async throws -> [ChatEvent] {
    let model = OpenAIChatModel(name: "chat-model", service: service)
    var events: [ChatEvent] = []
    for try await event in model.reply(to: ChatRequest(messages: [ChatMessage(.user, question)])) {
        events.append(event)
    }
    return events
}

/// Returns the `RAGError` that `body` throws.
func failure<Value>(_ body: () async throws -> Value) async throws -> RAGError {
    do {
        _ = try await body()
    } catch let error as RAGError {
        return error
    }
    throw NoFailure()
}

struct NoFailure: Error {}

/// `data: {...}` with a piece of text, and no line end.
/// So much text that a model shows at once that it is no reasoning.
let shownText = "Returns are possible within 15 days after delivery."

func delta(_ text: String) -> String {
    #"data: {"choices":[{"index":0,"delta":{"content":"\#(text)"},"finish_reason":null}]}"#
}

let stopEvent = #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
let usageEvent = #"data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}"#

/// Returns the reply of an embeddings service, in base64 unless `asNumbers`.
func embeddingReply(_ vectors: [(index: Int, vector: [Float])], asNumbers: Bool = false) -> String {
    let items = vectors.map { index, vector in
        let value = asNumbers ? "\(vector)" : "\"\(base64(vector))\""
        return #"{"object":"embedding","index":\#(index),"embedding":\#(value)}"#
    }
    return #"{"object":"list","data":[\#(items.joined(separator: ","))],"model":"m","usage":{"prompt_tokens":1}}"#
}

func base64(_ vector: [Float]) -> String {
    vector.map(\.bitPattern.littleEndian).withUnsafeBytes { Data($0).base64EncodedString() }
}
