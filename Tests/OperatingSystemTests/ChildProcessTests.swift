import Foundation
import Testing

@testable import OperatingSystem

@Suite("Child processes", .timeLimit(.minutes(1)))
struct ChildProcessTests {
    @Test("descriptor 0 can be the output of a child without input")
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

    @Test("a child that is joined in the background leaves the process table")
    func background() async throws {
        let child = try ChildProcess(["/bin/sh", "-c", "exit"], environment: [:], family: .newGroup)
        child.joinInBackground()
        while kill(child.id, 0) == 0 { await Task.yield() }
        #expect(child.hasEnded())
    }

    /// Runs a shell script and returns its end and what it wrote to stdout and stderr.
    private func run(
        _ script: String,
        environment: [String: String] = ["PATH": "/bin:/usr/bin"],
        family: ChildProcess.Family = .parent
    ) throws -> (end: ChildProcess.End, output: String, errors: String, id: pid_t) {
        let output = try UnlinkedFile()
        let errors = try UnlinkedFile()
        let child = try ChildProcess(
            ["sh", "-c", script],
            environment: environment,
            output: output.descriptor,
            errors: errors.descriptor,
            family: family
        )
        let end = child.join()
        func text(_ file: borrowing UnlinkedFile) throws -> String {
            String(decoding: try file.contents(limit: 1 << 20), as: UTF8.self)
        }
        return (end, try text(output), try text(errors), child.id)
    }

    @Test("output and errors go where they should, and the environment is the given one alone")
    func streams() throws {
        let run = try run(
            "echo out; echo err >&2; env | grep -v -e _= -e PWD= -e SHLVL= -e PATH=",
            environment: ["A": "b c", "PATH": "/bin:/usr/bin"]
        )
        #expect(run.output == "out\nA=b c\n")
        #expect(run.errors == "err\n")
    }

    @Test("a descriptor that the caller did not name is not there, even if it could be inherited")
    func descriptors() throws {
        let pipe = try UnixPipe()
        let inherited = fcntl(pipe.reading, F_DUPFD, 100)
        defer { for end in [pipe.reading, pipe.writing, inherited] { close(end) } }
        #expect(fcntl(inherited, F_GETFD) & FD_CLOEXEC == 0)
        #expect(try run("[ -e /dev/fd/\(inherited) ] && echo there || echo gone").output == "gone\n")
    }

    @Test("the input is the named descriptor, and nothing else")
    func input() throws {
        let input = try UnlinkedFile()
        let output = try UnlinkedFile()
        try input.write(Data("客服".utf8))
        let child = try ChildProcess(
            ["cat"],
            environment: [:],
            input: input.descriptor,
            output: output.descriptor,
            family: .parent
        )
        #expect(child.join().exitCode == 0)
        #expect(try output.contents(limit: 100) == Data("客服".utf8))
        #expect(try run("cat").output.isEmpty)
    }

    @Test("a child is in the session and the process group that it was started in")
    func families() throws {
        func ids(_ family: ChildProcess.Family) throws -> (child: pid_t, group: pid_t, session: pid_t) {
            let input = try UnixPipe()
            let child = try ChildProcess(["cat"], environment: [:], input: input.reading, family: family)
            let ids = (child.id, getpgid(child.id), getsid(child.id))
            close(input.reading)
            close(input.writing)
            child.join()
            return ids
        }
        let parent = try ids(.parent)
        #expect(parent.group == getpgrp())
        #expect(parent.session == getsid(0))
        let group = try ids(.newGroup)
        #expect(group.group == group.child)
        #expect(group.session == getsid(0))
        let session = try ids(.newSession)
        #expect(session.session == session.child)
        #expect(session.group == session.child)
    }

    @Test("a child joins the group of a leader, and a signal to the group ends both")
    func joiningGroup() throws {
        let input = try UnixPipe()
        defer {
            close(input.reading)
            close(input.writing)
        }
        let leader = try ChildProcess(["cat"], environment: [:], input: input.reading, family: .newGroup)
        let member = try ChildProcess(["cat"], environment: [:], input: input.reading, family: .group(leader.id))
        #expect(getpgid(member.id) == leader.id)
        #expect(!leader.hasEnded())
        kill(-leader.id, SIGKILL)
        #expect(leader.join().description == "it was killed, perhaps because memory ran out")
        #expect(member.join().exitCode == nil)
    }

    @Test("signals that the parent ignores or blocks are again as in a program that begins")
    func signals() throws {
        let old = signal(SIGUSR1, SIG_IGN)
        defer { signal(SIGUSR1, old) }
        var (blocked, before) = (sigset_t(), sigset_t())
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGUSR1)
        pthread_sigmask(SIG_BLOCK, &blocked, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let end = try run("kill -USR1 $$; exit 3").end
        #expect(end.description == "it was ended by signal \(SIGUSR1)")
    }

    @Test(
        "the end of a child says its code or its signal",
        arguments: [(0, "it ended with code 0"), (77, "it ended with code 77")] as [(Int32, String)]
    )
    func ends(code: Int32, words: String) throws {
        let end = try run("exit \(code)").end
        #expect(end.exitCode == code)
        #expect(end.description == words)
    }

    @Test("a child that was joined has ended, and a second join does not know how")
    func joined() throws {
        let child = try ChildProcess(["sh", "-c", "exit 5"], environment: [:], family: .parent)
        #expect(child.join().exitCode == 5)
        #expect(child.hasEnded())
        let again = child.join()
        #expect(again.exitCode == nil)
        #expect(again.description == "nobody knows how it ended")
    }

    @Test(
        "a program that is not there is an error that names it",
        arguments: ["/nonexistent/program", "no-such-program"]
    )
    func missing(program: String) {
        let error = #expect(throws: SystemError.self) { try ChildProcess([program], environment: [:], family: .parent) }
        #expect(error?.call == "posix_spawn \(program)")
        #expect(error?.code == ENOENT)
    }
}
