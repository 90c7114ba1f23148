import ArgumentParser
import Foundation
import LoopbackServer

/// A loopback provider for measuring the batch job: completions with a latency and a rate limit, embeddings at once.
struct BatchServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch-server",
        abstract:
            "Serve /chat/completions and /embeddings on a loopback port, with a latency and a rate limit.",
        discussion: """
            Prints its address and serves until its stdin ends. A completion repeats the first source of its prompt; \
            requests over the limit get 429 with Retry-After. An embedding is computed from the text's pairs of \
            characters, so similar texts have similar vectors. GET /counts returns the number of requests so far and \
            of repeated prompts; GET /reset resets the counts.
            """
    )

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case fixed, sliding, bucket
    }

    @Option(help: "Milliseconds from a completion request to its reply.")
    var latency = 200

    @Option(help: "The limit of completions per minute; 0 for no limit.")
    var perMinute = 0

    @Option(
        help: "How the limit is counted: a fixed or sliding window of a minute, or a bucket for one second."
    )
    var kind = Kind.sliding

    @Flag(help: "Send the limit in x-ratelimit headers.")
    var headers = false

    @Option(help: "The number of components of a vector.")
    var dimensions = 256

    func run() async throws {
        let provider = BenchProvider(
            latency: Double(latency) / 1000,
            counter: perMinute > 0 ? RequestCounter(kind, perMinute: perMinute) : nil,
            statesLimit: headers,
            dimensions: dimensions
        )
        let (listener, port) = try Sockets.listen()
        let thread = Thread {
            while let socket = Sockets.accept(listener) {
                Thread { provider.serve(socket) }.start()
            }
        }
        thread.start()
        FileHandle.standardOutput.write(Data("http://127.0.0.1:\(port)/v1\n".utf8))
        while try FileHandle.standardInput.read(upToCount: 4096)?.isEmpty == false {}
    }
}
