import Foundation
import LoopbackServer
import Synchronization

/// The replies of `BatchServer`, and the count of its requests.
final class BenchProvider: Sendable {
    private struct State {
        var counter: RequestCounter?
        /// The number of completions by hash of the prompt, without refused ones.
        var prompts: [Int: Int] = [:]
        var completions = 0
        var refused = 0
        var embeddingRequests = 0
        var embeddedTexts = 0
        /// The time of the first and the last completion, in seconds since the start.
        var first: Double?
        var last = 0.0
    }

    private let latency: Double
    private let statesLimit: Bool
    private let dimensions: Int
    private let state: Mutex<State>
    private let start = ContinuousClock.now

    init(latency: Double, counter: RequestCounter?, statesLimit: Bool, dimensions: Int) {
        self.latency = latency
        self.statesLimit = statesLimit
        self.dimensions = dimensions
        state = Mutex(State(counter: counter))
    }

    /// Answers requests until the client closes the connection.
    func serve(_ socket: Int32) {
        defer { close(socket) }
        let connection = HTTPConnection(socket)
        while let (line, body) = connection.request() {
            let sent: Bool
            if line.contains("/chat/completions") {
                sent = complete(body, connection)
            } else if line.contains("/embeddings") {
                sent = connection.respond(embed(body))
            } else if line.contains("/reset") {
                state.withLock { $0 = State(counter: $0.counter) }
                sent = connection.respond(Data("{}".utf8))
            } else {
                sent = connection.respond(counts())
            }
            guard sent else { return }
        }
    }

    private func complete(_ body: Data, _ connection: HTTPConnection) -> Bool {
        guard let request = try? JSONDecoder().decode(Prompt.self, from: body) else {
            return connection.respond(Data("{}".utf8), status: 400)
        }
        let key = request.messages.map(\.content).joined(separator: "\u{0}").hashValue
        let now = (ContinuousClock.now - start) / .seconds(1)
        let (wait, limit) = state.withLock { state -> (Double?, Int) in
            let limit = state.counter?.perMinute ?? 0
            if let wait = state.counter?.take(at: now) {
                state.refused += 1
                return (wait, limit)
            }
            state.completions += 1
            state.prompts[key, default: 0] += 1
            state.first = state.first ?? now
            state.last = now
            return (nil, limit)
        }
        var headers: [String: String] = [:]
        if statesLimit, limit > 0 { headers["x-ratelimit-limit-requests"] = "\(limit)" }
        if let wait {
            headers["Retry-After"] = "\(Int(wait.rounded(.up)))"
            headers["retry-after-ms"] = "\(Int((wait * 1000).rounded(.up)))"
            return connection.respond(Data(#"{"error":{"message":"slow down"}}"#.utf8), status: 429, headers)
        }
        Thread.sleep(forTimeInterval: latency)
        return connection.respond(request.reply, headers)
    }

    private func embed(_ body: Data) -> Data {
        guard let request = try? JSONDecoder().decode(Texts.self, from: body) else { return Data("{}".utf8) }
        state.withLock { state in
            state.embeddingRequests += 1
            state.embeddedTexts += request.input.count
        }
        let items = request.input.enumerated().map { index, text in
            let bytes = PairVector(text, dimensions: dimensions).components.withUnsafeBytes { Data($0) }
            return #"{"object":"embedding","index":\#(index),"embedding":"\#(bytes.base64EncodedString())"}"#
        }
        let usage = #""usage":{"prompt_tokens":1,"total_tokens":1}"#
        return Data(#"{"object":"list","model":"bench","data":[\#(items.joined(separator: ","))],\#(usage)}"#.utf8)
    }

    private func counts() -> Data {
        let counts = state.withLock { state in
            Counts(
                completions: state.completions,
                prompts: state.prompts.count,
                repeated: state.prompts.values.reduce(0) { $0 + $1 - 1 },
                refused: state.refused,
                seconds: state.first.map { state.last - $0 } ?? 0,
                embeddingRequests: state.embeddingRequests,
                embeddedTexts: state.embeddedTexts
            )
        }
        return (try? JSONEncoder().encode(counts)) ?? Data("{}".utf8)
    }

    private struct Counts: Encodable {
        let completions: Int
        /// The number of different prompts, and of completions beyond one per prompt.
        let prompts: Int
        let repeated: Int
        let refused: Int
        /// The time from the first completion to the last.
        let seconds: Double
        let embeddingRequests: Int
        let embeddedTexts: Int
    }

    private struct Texts: Decodable {
        let input: [String]
    }
}

/// The part of a completion request that the reply depends on.
private struct Prompt: Decodable {
    struct Message: Decodable {
        let content: String
    }

    let messages: [Message]
    let stream: Bool?

    /// The first source of the prompt with its mark, at most 160 characters.
    private var answer: String {
        let lines = (messages.last?.content ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        let source =
            lines.firstIndex { $0.hasPrefix("[1]") }.map { lines[($0 + 1)...] }?.first { !$0.isEmpty } ?? "Yes."
        return source.prefix(160) + " [1]"
    }

    var reply: Data {
        let text = (try? JSONEncoder().encode(answer)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
        let usage =
            #""usage":{"prompt_tokens":\#(messages.reduce(0) { $0 + $1.content.count } / 3),"completion_tokens":20}"#
        guard stream == true else {
            let choice = #"{"index":0,"message":{"role":"assistant","content":\#(text)},"finish_reason":"stop"}"#
            return Data(#"{"choices":[\#(choice)],\#(usage)}"#.utf8)
        }
        let events = [
            #"{"choices":[{"index":0,"delta":{"content":\#(text)},"finish_reason":null}]}"#,
            #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#, #"{"choices":[],\#(usage)}"#, "[DONE]",
        ]
        return Data(events.map { "data: \($0)\n\n" }.joined().utf8)
    }
}

/// A vector of a text, computed from its pairs of characters by feature hashing (Weinberger et al., 2009).
///
/// It is the same in every run, and similar texts have similar directions.
private struct PairVector {
    private(set) var components: [Float]

    init(_ text: String, dimensions: Int) {
        components = [Float](repeating: 0, count: dimensions)
        var before: UInt64 = 0
        for scalar in text.lowercased().unicodeScalars where !scalar.properties.isWhitespace {
            let code = UInt64(scalar.value)
            var hash = (before << 21 ^ code) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
            components[Int(hash % UInt64(dimensions))] += hash >> 63 == 0 ? 1 : -1
            before = code
        }
        if !components.contains(where: { $0 != 0 }) { components[0] = 1 }
    }
}
