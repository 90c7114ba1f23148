import Foundation
import LoopbackServer
import Testing

/// Large documents, which are read in a process of their own.
@Suite struct ReadingProcessTests {
    @Test("a document is read from stdin, and the command is not shown to people")
    func command() async throws {
        try await withWorkspace { root in
            let outcome = try await Program.run(
                "read-document",
                "--",
                "md",
                "-n x",
                in: root,
                input: "# Returns\n\nWithin 15 days.\n"
            )
            #expect(outcome.code == 0 && outcome.errors.isEmpty)
            #expect(outcome.output.contains("Within 15 days.") && outcome.output.contains("Returns"))
            #expect(try await !Program.run("--help", in: root).output.contains("read-document"))
        }
    }

    @Test("a large document is indexed as a small one is, with its lines")
    func large() async throws {
        try await withServer(ModelService.script(reply: [])) { server in
            let text = (0..<6_000).map { "Line \($0) says that returns take 15 days.\n\n" }.joined()
            try await withWorkspace(["long.md": "# Long\n\n" + text + "## Last\n\nThe very last words.\n"]) { root in
                let environment = ModelService.environment(server)
                let outcome = try await Program.run("refresh", in: root, environment: environment)
                #expect(outcome.code == 0, "\(outcome.errors)")
                let found = try await Program.run(
                    "search",
                    "The very last words",
                    "--json",
                    in: root,
                    environment: environment
                )
                #expect(found.output.contains("The very last words.") && found.output.contains("12005"))
            }
        }
    }
}
