import Foundation
import Testing

/// Every mistake a user can make gets one clear sentence and the right exit code, and nothing is lost.
@Suite struct BadInputTests {
    private func expect(
        _ outcome: Program.Outcome,
        code: Int32,
        says words: String...,
        location: SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.code == code, "\(outcome.errors)", sourceLocation: location)
        for word in words {
            #expect(outcome.errors.contains(word), "\(outcome.errors)", sourceLocation: location)
        }
        #expect(outcome.errors.split(separator: "\n").count <= 3, "\(outcome.errors)", sourceLocation: location)
    }

    @Test("control characters and direction marks in arguments do not reach the terminal")
    func controlsInArguments() async throws {
        try await withWorkspace { root in
            for argument in ["--\u{1B}[2Jx", "--\u{9B}31m\u{7}x", "--\u{202E}x", "--top-k=\u{1B}]0;x\u{7}"] {
                let outcome = try await Program.run("search", argument, "退货", in: root)
                #expect(outcome.code == 64)
                let controls = outcome.errors.unicodeScalars.filter {
                    $0 != "\n" && ($0.properties.generalCategory == .control || $0 == "\u{202E}")
                }
                #expect(controls.isEmpty, "\(outcome.errors)")
            }
        }
    }

    @Test("asked before the first refresh")
    func noIndex() async throws {
        try await withWorkspace { root in
            expect(try await Program.run("ask", "hello", in: root), code: 3, says: "kefu refresh")
        }
    }

    @Test("no knowledge base, an empty one, and one suddenly gone, which loses nothing")
    func noDocuments() async throws {
        try await withWorkspace([:]) { root in
            expect(try await Program.run("refresh", in: root), code: 3, says: "knowledge-base")
            let folder = root.appending(path: "knowledge-base")
            try FileManager.default.removeItem(at: folder)
            expect(try await Program.run("refresh", in: root), code: 3, says: "knowledge-base")
        }
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            let folder = root.appending(path: "knowledge-base")
            try FileManager.default.removeItem(at: folder)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            expect(try await Program.run("refresh", in: root), code: 3, says: "knowledge-base")
            let search = try await Program.run("search", "--json", "refund", in: root)
            let hits = try #require(try search.json() as? [Any])
            #expect(hits.count == 4)
        }
    }

    @Test(
        "broken UTF-8 and a document over the size limit are named and skipped; the rest goes in, and the code says so"
    )
    func badDocuments() async throws {
        try await withWorkspace { root in
            let folder = root.appending(path: "knowledge-base")
            try Data([0x61, 0xFF, 0xFE, 0xC3, 0x28, 0x0A]).write(to: folder.appending(path: "broken.md"))
            let large = folder.appending(path: "large.txt")
            try Data().write(to: large)
            let handle = try FileHandle(forWritingTo: large)
            try handle.truncate(atOffset: 50_000_000)
            try handle.close()
            let refresh = try await Program.run("refresh", in: root)
            expect(refresh, code: 1, says: "broken.md", "large.txt")
            #expect(refresh.output.contains("3 added"))
            let search = try await Program.run("search", "refund", in: root)
            #expect(search.code == 0)
        }
    }

    @Test("wrong use is explained by the argument parser")
    func wrongUse() async throws {
        try await withWorkspace { root in
            let outcomes = [
                try await Program.run("ask", "--nonsense", in: root),
                try await Program.run("ask", in: root, input: "  \n"),
                try await Program.run("similarity", "alone", in: root),
                try await Program.run("search", "--set", "nonsense", "q", in: root),
            ]
            #expect(outcomes.map(\.code) == [64, 64, 64, 64])
        }
    }

    @Test(
        "a setting that makes no sense is named with its origin",
        arguments: [
            ("retrieval:\n  top-k: many\n", "retrieval.top-k (kefu.yaml) is many"),
            ("embedding:\n  provider: magic\n", "one of auto, local, openai"),
            ("completion:\n  temperature: 99\n", "a number from 0.0 to 2.0"),
            ("engine:\n  threads: 0\n", "a whole number from 1 to 256"),
            ("retrieval: [1, 2\n", "kefu.yaml cannot be read as YAML"),
            ("completion:\n  remembered-turns: 3\n", "completion.memory-tokens"),
            ("prompts:\n  path: nowhere\n", "nowhere lacks every prompt"),
        ]
    )
    func wrongSettings(configuration: String, complaint: String) async throws {
        try await withWorkspace(configuration: configuration) { root in
            let ask = try await Program.run("ask", "hello", in: root)
            expect(ask, code: 3, says: complaint)
        }
    }

    @Test("a workspace that is not there, and weights that are not there")
    func missingParts() async throws {
        try await withWorkspace { root in
            expect(try await Program.run("status", "-w", "nowhere", in: root), code: 3, says: "nowhere", "--workspace")
            let refresh = try await Program.run("refresh", in: root, environment: ["KEFU_MODEL_DIR": root.path])
            expect(refresh, code: 3, says: "scripts/setup")
        }
    }

    @Test("a service that nobody answers at")
    func unreachable() async throws {
        try await withWorkspace { root in
            let refresh = try await Program.run(
                "refresh",
                in: root,
                environment: ["OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "KEFU_NETWORK_ATTEMPTS": "1"]
            )
            expect(refresh, code: 5, says: "OPENAI_BASE_URL")
        }
    }

    @Test("an index made with another model says so instead of finding nothing")
    func otherModel() async throws {
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            let database = root.appending(path: ".kefu/knowledge.sqlite").path
            let rename = Process()
            rename.executableURL = URL(filePath: "/usr/bin/env")
            rename.arguments = [
                "python3", "-c",
                "import sqlite3,sys; d=sqlite3.connect(sys.argv[1]); d.execute(\"update models set name='other'\"); d.commit()",
                database,
            ]
            try rename.run()
            rename.waitUntilExit()
            expect(
                try await Program.run("search", "refund", in: root),
                code: 3,
                says: "embedding model other",
                "kefu refresh"
            )
        }
    }

    @Test("a flag that names no setting, and one given twice in two spellings")
    func wrongFlags() async throws {
        try await withWorkspace { root in
            let unknown = try await Program.run("status", "--set", "retrieval.topk=6", in: root)
            expect(unknown, code: 3, says: "no setting retrieval.topk")
            let twice = try await Program.run(
                "status",
                "--set",
                "retrieval.top-k=6",
                "--set",
                "retrieval.top_k=7",
                in: root
            )
            expect(twice, code: 3, says: "no setting retrieval.top_k")
        }
    }

    @Test("a slip of the pen in kefu.yaml is named, with what was probably meant")
    func wrongNameInFile() async throws {
        try await withWorkspace(configuration: "retrieval:\n  topk: 6\n") { root in
            let status = try await Program.run("status", in: root)
            expect(status, code: 3, says: "no setting retrieval.topk (kefu.yaml)", "Perhaps retrieval.top-k is meant")
        }
    }

    @Test("a question longer than any customer's is refused before it costs anything")
    func longQuestion() async throws {
        try await withWorkspace { root in
            let ask = try await Program.run("ask", in: root, input: String(repeating: "退货", count: 10_000))
            expect(ask, code: 64, says: "60000 bytes")
        }
    }

    @Test("no document and no file name drives the terminal")
    func terminalEscapes() async throws {
        let documents = [
            "ti\u{1B}[31mtle.md": "# Refunds\n\nRefunds take \u{1B}]0;pwned\u{7}\u{1B}[2J3 days\u{202E}.\n"
        ]
        try await withWorkspace(documents) { root in
            let refresh = try await Program.run("refresh", in: root)
            #expect(refresh.code == 0, "\(refresh.errors)")
            for command in ["search", "ask"] {
                let outcome = try await Program.run(
                    command,
                    "--set",
                    "completion.provider=none",
                    "How long do refunds take?",
                    in: root
                )
                #expect(outcome.output.contains("3 days"), "\(outcome.errors)")
                let isTame = outcome.output.unicodeScalars.allSatisfy {
                    $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x202E)
                }
                #expect(isTame)
            }
        }
    }

    @Test("no secret of an address or key is shown by status")
    func secrets() async throws {
        try await withWorkspace { root in
            let environment = [
                "OPENAI_BASE_URL": "http://user:pa55@127.0.0.1:9/v1?api-key=topsecret", "OPENAI_API_KEY": "sk-hidden",
                "KEFU_COMPLETION_BASE_URL": "http://user:pa55@127.0.0.1:9/v1",
            ]
            for arguments in [["status"], ["status", "--json"]] {
                let status = try await Program.run(arguments, in: root, environment: environment)
                #expect(status.code == 0, "\(status.errors)")
                #expect(status.output.contains("127.0.0.1:9"))
                for secret in ["pa55", "topsecret", "sk-hidden"] { #expect(!status.output.contains(secret)) }
            }
        }
    }

    @Test(
        "an output that cannot be written is a failure",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"))
    )
    func output() async throws {
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            let full = try await Program.run("search", "refund", in: root, output: "/dev/full")
            expect(full, code: 1, says: "output cannot be written")
        }
    }
}
