import Foundation
import LoopbackServer
import Synchronization

/// A completion service on loopback that counts what it is asked, and does as the test says for questions with
/// certain words.
final class CompletionService: Sendable {
    private let asked = Mutex<[String]>([])
    private let milliseconds: UInt32
    private let failing: Mutex<String?>
    private let holding: String?
    private let gate = DispatchSemaphore(value: 0)
    /// Sent when the first request has come.
    let began = Signal<Bool>()

    /// Takes `milliseconds` for a reply; questions that hold `failing` get status 500, and those that hold `holding`
    /// wait for `open`.
    init(milliseconds: UInt32 = 0, failing: String? = nil, holding: String? = nil) {
        self.milliseconds = milliseconds
        self.failing = Mutex(failing)
        self.holding = holding
    }

    /// The last message of each request, in the order in which they came.
    var prompts: [String] { asked.withLock { $0 } }

    func recover() { failing.withLock { $0 = nil } }

    /// Lets all go that wait.
    func open() { for _ in 0..<1_000 { gate.signal() } }

    var script: @Sendable (Connection) throws -> Void {
        { [self] connection in
            while let request = connection.readRequest() {
                let prompt = (request.json["messages"] as? [[String: Any]])?.last?["content"] as? String ?? ""
                asked.withLock { $0.append(prompt) }
                began.send(true)
                if let holding, prompt.contains(holding) { _ = gate.wait(timeout: .now() + 60) }
                if milliseconds > 0 { usleep(milliseconds * 1_000) }
                if let failing = failing.withLock(\.self), prompt.contains(failing) {
                    try connection.respond(500, body: "{\"error\": {\"message\": \"broken\"}}")
                    continue
                }
                try connection.beginStream()
                for piece in ["依据资料", "可以 ", "[1]。"] { try connection.write(ModelService.event(piece)) }
                try connection.write(
                    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":10}}\n\ndata: [DONE]\n\n"
                )
                return
            }
        }
    }

    /// Environment in which `server` writes the answers, and every question is one for it.
    static func environment(_ server: ScriptedServer) -> [String: String] {
        PacedService.environment(server).merging([
            "KEFU_POLICY_MINIMUM_CONFIDENCE": "0", "KEFU_RETRIEVAL_TOP_K": "1",
            "KEFU_COMPLETION_INPUT_PRICE_PER_MILLION_TOKENS": "100",
            "KEFU_COMPLETION_OUTPUT_PRICE_PER_MILLION_TOKENS": "1000",
        ]) { $1 }
    }
}

/// The rows of a file that `kefu batch` wrote as JSON Lines.
func answers(_ name: String, in root: URL) throws -> [[String: Any]] {
    let text = try String(contentsOf: root.appending(path: name), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }
}

/// The same without what takes another time in every run.
func timeless(_ rows: [[String: Any]]) -> [NSDictionary] {
    rows.map { row in
        var row = row
        row["seconds"] = nil
        return row as NSDictionary
    }
}
