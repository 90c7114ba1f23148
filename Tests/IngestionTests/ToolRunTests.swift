import Foundation
import Testing

@testable import Ingestion

@Suite struct ToolRunTests {
    private func path(_ name: String) throws -> String { try #require(ToolRun.path(of: name)) }

    @Test("more bytes than any pipe holds go in and come out")
    func large() throws {
        let bytes = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let run = try ToolRun(path("cat"), [], input: bytes)
        #expect(run.end == .exited(code: 0))
        #expect(run.output == bytes)
    }

    @Test("the exit code and the output of a failed program are returned")
    func exitCode() throws {
        let run = try ToolRun(path("sh"), ["-c", "echo out; exit 3"], input: Data())
        #expect(run.end == .exited(code: 3))
        #expect(run.output == Data("out\n".utf8))
        #expect(try ToolRun(path("sh"), ["-c", "kill -SEGV $$"], input: Data()).end == .crashed)
    }

    @Test("a program that never ends, and one that never stops writing, are ended")
    func limits() throws {
        let sleeping = try ToolRun(path("sleep"), ["1000"], input: Data(), limits: .init(seconds: 0.1))
        #expect(sleeping.end == .tookTooLong)
        let writing = try ToolRun(path("yes"), [], input: Data(), limits: .init(outputBytes: 100_000))
        #expect(writing.end == .wroteTooMuch)
        #expect(writing.output.isEmpty)
    }

    #if os(Linux)
        @Test("a program that takes all memory is ended")
        func memory() throws {
            let run = try ToolRun(path("tail"), ["/dev/zero"], input: Data(), limits: .init(memoryBytes: 50_000_000))
            #expect(run.end == .usedTooMuchMemory)
        }
    #endif

    @Test("a cancelled task ends its program")
    func cancelled() async throws {
        let sleep = try path("sleep")
        let task = Task { try ToolRun(sleep, ["1000"], input: Data()).end }
        task.cancel()
        #expect(try await task.value == .cancelled)
    }

    @Test("a missing program gives an error, not a crash")
    func missing() {
        #expect(ToolRun.path(of: "no-such-program-here") == nil)
        #expect(throws: POSIXError.self) { try ToolRun("/nonexistent/program", [], input: Data()) }
    }

    @Test("keys in the environment are not passed on")
    func environment() throws {
        let run = try ToolRun(path("env"), [], input: Data())
        #expect(String(decoding: run.output, as: UTF8.self) == "LC_ALL=C\n")
    }
}
