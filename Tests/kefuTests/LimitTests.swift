import Foundation
import LoopbackServer
import Testing

/// Under limits of the system, kefu succeeds or ends with one sentence. It never waits without end.
@Suite(.timeLimit(.minutes(10))) struct LimitTests {
    @Test(
        "little memory ends every command with one sentence, and what the sentence names is enough",
        arguments: [
            ["refresh"], ["search", "退货"], ["ask", "How long do refunds take?"],
            ["batch", "questions.txt", "--output", "a.csv"],
        ]
    )
    func littleMemory(command: [String]) async throws {
        try await withServer(ModelService.script(reply: ["Within 2 days [1]."])) { service in
            let environment = ModelService.environment(service)
            try await withWorkspace { root in
                try Data("How long do refunds take?\n".utf8).write(to: root.appending(path: "questions.txt"))
                _ = try await Program.run("refresh", in: root, environment: environment)
                let refused = try await Program.run(command, in: root, environment: environment, limit: "-v 300000")
                #expect(refused.code == 1)
                let needed = try Self.needed(refused.errors)
                let limit = "-v \((needed + 1) << 10)"
                let enough = try await Program.run(command, in: root, environment: environment, limit: limit)
                #expect(enough.code == 0, "\(enough.errors)")
            }
        }
    }

    @Test("a document that fills the memory is named, or ends the refresh with one sentence")
    func fullMemory() async throws {
        let rows = (0..<200_000).map { "How long may article \($0) be returned?,\($0 % 90) days, with the receipt.\n" }
        try await withWorkspace(["large.csv": "question,answer\n" + rows.joined()]) { root in
            let refused = try await Program.run("refresh", in: root, limit: "-v 300000")
            let limit = "-v \((try Self.needed(refused.errors) + 1) << 10)"
            let refresh = try await Program.run("refresh", in: root, limit: limit)
            #expect(refresh.code == 1)
            // The table is read in a process of its own, and what comes then happens in this one.
            let ends = ["the process that read it ended early\n", "Raise the limit (ulimit -v).\n"]
            #expect(ends.contains(where: refresh.errors.hasSuffix), "\(refresh.errors)")
        }
    }

    @Test("too few open files end a command with one sentence, and 64 are enough")
    func openFiles() async throws {
        try await withServer(ModelService.script(reply: ["Within 2 days [1]."])) { service in
            let environment = ModelService.environment(service)
            try await withWorkspace { root in
                let refused = try await Program.run("refresh", in: root, environment: environment, limit: "-n 32")
                #expect(refused.code == 1)
                #expect(refused.errors.hasPrefix("This program may open 32 files at once"), "\(refused.errors)")
                #expect(refused.errors.split(separator: "\n").count == 1)
                for command in [["refresh"], ["ask", "How long do refunds take?"]] {
                    let enough = try await Program.run(command, in: root, environment: environment, limit: "-n 64")
                    #expect(enough.code == 0, "\(enough.errors)")
                }
            }
        }
    }

    /// Returns the megabytes that the sentence about a limit of 300,000 kB names, which is all that `errors` holds.
    private static func needed(_ errors: String) throws -> Int {
        let sentence = /The memory of this program is limited to 292 MB, and it needs (\d+) MB at least\..*\n/
        let match = try #require(errors.wholeMatch(of: sentence), "\(errors)")
        return try #require(Int(match.1))
    }
}
