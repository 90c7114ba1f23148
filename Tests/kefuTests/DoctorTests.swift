import Foundation
import LoopbackServer
import Testing

/// The report of `kefu doctor` and its exit code, as scripts see them.
@Suite struct DoctorTests {
    private func findings(_ outcome: Program.Outcome) throws -> [[String: Any]] {
        try #require((try outcome.json() as? [String: Any])?["findings"] as? [[String: Any]])
    }

    @Test("a sound workspace ends with 0, one without an index or with a misspelled setting with 1 and advice")
    func codes() async throws {
        try await withServer(ModelService.script(reply: ["ok"])) { server in
            let environment = ModelService.environment(server).merging(["LANG": "C.UTF-8"]) { $1 }
            try await withWorkspace { root in
                let empty = try await Program.run("doctor", "--json", "--offline", in: root, environment: environment)
                #expect(empty.code == 1)
                #expect(try findings(empty).contains { $0["area"] as? String == "index" && $0["advice"] != nil })
                #expect(try await Program.run("refresh", in: root, environment: environment).code == 0)
                let sound = try await Program.run("doctor", "--json", in: root, environment: environment)
                let faults = try findings(sound).filter { $0["severity"] as? String == "fault" }
                #expect(faults.isEmpty, "\(faults)")
                #expect(sound.code == 0)
                #expect(!sound.output.contains("sk-test-secret"))
                try "retrieval:\n  topk: 3\n".write(
                    to: root.appending(path: "kefu.yaml"),
                    atomically: true,
                    encoding: .utf8
                )
                let misspelled = try await Program.run("doctor", in: root, environment: environment)
                #expect(misspelled.code == 1)
                #expect(misspelled.output.contains("retrieval.topk"))
                #expect(misspelled.output.contains("→"))
            }
        }
    }
}
