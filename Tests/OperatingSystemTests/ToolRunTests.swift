import Foundation
import Testing

@testable import OperatingSystem

@Suite struct ToolRunTests {
    private func path(_ name: String) throws -> String { try #require(ToolRun.path(of: name)) }

    @Test("more bytes than a pipe holds go in and come out")
    func large() throws {
        let bytes = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let run = try ToolRun(path("cat"), [], input: bytes)
        #expect(run.end == .exited(code: 0))
        #expect(run.output == bytes)
    }

    @Test("a failed program has its exit code and its output")
    func exitCode() throws {
        let run = try ToolRun(path("sh"), ["-c", "echo out; exit 3"], input: Data())
        #expect(run.end == .exited(code: 3))
        #expect(run.output == Data("out\n".utf8))
        #expect(try ToolRun(path("sh"), ["-c", "kill -SEGV $$"], input: Data()).end == .crashed)
    }

    @Test("a program that exceeds its time or output is killed")
    func limits() throws {
        let sleeping = try ToolRun(path("sleep"), ["1000"], input: Data(), limits: .init(seconds: 0.1))
        #expect(sleeping.end == .tookTooLong)
        let writing = try ToolRun(path("yes"), [], input: Data(), limits: .init(outputBytes: 100_000))
        #expect(writing.end == .wroteTooMuch)
        #expect(writing.output.isEmpty)
    }

    #if os(Linux)
        @Test("a program that exceeds its memory is killed")
        func memory() throws {
            let run = try ToolRun(path("tail"), ["/dev/zero"], input: Data(), limits: .init(memoryBytes: 50_000_000))
            #expect(run.end == .usedTooMuchMemory)
        }
    #endif

    #if os(Linux)
        @Test("a program that exceeds its processor time is killed, one that only waits is not")
        func processorTime() throws {
            let limits = ToolRun.Limits(processorSeconds: 0.2)
            let busy = try ToolRun(path("sh"), ["-c", "while :; do :; done"], input: Data(), limits: limits)
            #expect(busy.end == .usedTooMuchProcessorTime)
            let waiting = try ToolRun(path("sleep"), ["0.5"], input: Data(), limits: limits)
            #expect(waiting.end == .exited(code: 0))
        }
    #endif

    @Test("the programs that a killed program runs are killed with it")
    func group() async throws {
        try await withTemporaryFolder { folder in
            let pipe = folder.appending(path: "pipe").path
            try #require(mkfifo(pipe, 0o600) == 0)
            let reading = open(pipe, O_RDONLY | O_NONBLOCK)
            defer { close(reading) }
            let run = try ToolRun(
                path("sh"),
                ["-c", "sleep 1000 >'\(pipe)' & wait"],
                input: Data(),
                limits: ToolRun.Limits(seconds: 0.5),
                startsOthers: true
            )
            #expect(run.end == .tookTooLong)
            // A read ends when no program has the pipe open for writing any more.
            _ = fcntl(reading, F_SETFL, 0)
            var byte: UInt8 = 0
            #expect(read(reading, &byte, 1) == 0)
        }
    }

    @Test("a cancelled task kills its program")
    func cancelled() async throws {
        let sleep = try path("sleep")
        let task = Task { try ToolRun(sleep, ["1000"], input: Data()).end }
        task.cancel()
        #expect(try await task.value == .cancelled)
    }

    @Test("a missing program is an error")
    func missing() {
        #expect(ToolRun.path(of: "no-such-program-here") == nil)
        let error = #expect(throws: SystemError.self) { try ToolRun("/nonexistent/program", [], input: Data()) }
        #expect(error?.code == ENOENT)
        #expect(error?.localizedDescription == POSIXError(.ENOENT).localizedDescription)
    }

    @Test("the program gets no variables of the parent")
    func environment() throws {
        let run = try ToolRun(path("env"), [], input: Data())
        #expect(String(decoding: run.output, as: UTF8.self) == "LC_ALL=C\n")
    }

    @Test("output up to the limit is taken whole, and what goes to stderr is dropped")
    func output() throws {
        let script = ["-c", "printf 12345; echo words of the document >&2"]
        #expect(try ToolRun(path("sh"), script, input: Data(), limits: .init(outputBytes: 5)).output.count == 5)
        #expect(try ToolRun(path("sh"), script, input: Data()).output == Data("12345".utf8))
    }

    @Test("a program is found in the first absolute folder that has an executable of its name")
    func searching() async throws {
        try await withTemporaryFolder { folder in
            func make(_ name: String, _ mode: Int) throws -> String {
                let place = folder.appending(path: name)
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
                let tool = place.appending(path: "tool").path
                let attributes: [FileAttributeKey: Any] = [.posixPermissions: mode]
                #expect(FileManager.default.createFile(atPath: tool, contents: nil, attributes: attributes))
                return place.path
            }
            let (plain, first, second) = (try make("plain", 0o600), try make("first", 0o700), try make("second", 0o700))
            #expect(ToolRun.path(of: "tool", searchPath: "\(plain):\(first):\(second)") == first + "/tool")
            #expect(ToolRun.path(of: "tool", searchPath: "\(plain):.::relative") == nil)
            #expect(ToolRun.path(of: "other", searchPath: "\(first):\(second)") == nil)
            #expect(ToolRun.path(of: "tool", searchPath: nil) == nil)
        }
    }
}
