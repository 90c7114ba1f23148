import ArgumentParser
import Foundation
import LoopbackServer

/// A provider for the batch job's figures: completions after a given time and up to a given rate, embeddings at once.
struct BatchServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch-server",
        abstract:
            "Serve /chat/completions and /embeddings on a loopback port, with a latency and a limit of requests a minute.",
        discussion: """
            Prints its address and serves until its stdin ends. A completion repeats the first source of its prompt; one too many \
            gets 429 with Retry-After. An embedding is made of the text's pairs of characters, so that texts alike have vectors \
            alike. GET /counts tells what was asked so far, and how often each prompt; GET /reset forgets it.
            """
    )

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case fixed, sliding, bucket
    }

    @Option(help: "Milliseconds from a request for a completion to its reply.")
    var latency = 200

    @Option(help: "Completions a minute; 0 for no limit.")
    var perMinute = 0

    @Option(
        help: "How they are counted: fixed or sliding windows of a minute, or a bucket that holds a second's worth."
    )
    var kind = Kind.sliding

    @Flag(help: "State the limit in x-ratelimit headers.")
    var headers = false

    @Option(help: "Components of a vector.")
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
