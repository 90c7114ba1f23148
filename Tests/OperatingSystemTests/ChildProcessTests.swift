import Foundation
import Testing

@testable import OperatingSystem

@Suite("Child processes", .timeLimit(.minutes(1)))
struct ChildProcessTests {
    @Test("where the caller has no input of its own, the log may be its descriptor 0; the child's input is empty")
    func outputIsZero() async throws {
        try await withTemporaryFolder { folder in
            let path = folder.appending(path: "log").path
            let log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            let input = dup(0)
            defer { close(log) }
            #expect(dup2(log, 0) == 0)
            let child = Result {
                try ChildProcess(
                    ["/bin/sh", "-c", "cat; echo said; echo failed >&2"],
                    environment: ["PATH": "/bin:/usr/bin"],
                    output: 0,
                    errors: 0,
                    family: .newSession
                )
            }
            dup2(input, 0)
            close(input)
            let end = try child.get().join()
            #expect(end.status == 0)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "said\nfailed\n")
        }
    }

    @Test("one that is joined in the background leaves nothing behind")
    func background() async throws {
        let child = try ChildProcess(["/bin/sh", "-c", "exit"], environment: [:], family: .newGroup)
        child.joinInBackground()
        while kill(child.id, 0) == 0 { await Task.yield() }
        #expect(child.hasEnded())
    }
}
