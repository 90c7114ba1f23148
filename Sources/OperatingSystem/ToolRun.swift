import Foundation

/// One run of another program over a document: bytes in, bytes out, within limits.
///
/// The program runs without a shell, and its input and output are files without names. So no pipe can fill up, no text
/// of the document shows in a process list, and nothing stays on the disk, not even after a kill.
package struct ToolRun: Sendable {
    /// The reasons why a run ended.
    package enum End: Sendable, Hashable {
        case exited(code: Int32)
        case crashed
        case tookTooLong
        case wroteTooMuch
        case usedTooMuchMemory
        case cancelled
    }

    /// The reason why the run ended.
    package let end: End
    /// The bytes that the program wrote to stdout; empty unless it exited by itself.
    package let output: Data

    /// The most that a run may take. A run that takes more is killed.
    package struct Limits: Sendable {
        /// The most seconds from start to end.
        package var seconds: Double
        /// The most bytes on stdout.
        package var outputBytes: Int
        /// Resident memory; watched only where the system has `/proc`.
        package var memoryBytes: Int

        /// Sets limits that suit a document of hundreds of pages.
        package init(seconds: Double = 60, outputBytes: Int = 200_000_000, memoryBytes: Int = 1_000_000_000) {
            self.seconds = seconds
            self.outputBytes = outputBytes
            self.memoryBytes = memoryBytes
        }
    }

    /// Returns the path of the first executable `name` in the absolute folders of `searchPath`; nil if there is none.
    package static func path(
        of name: String,
        searchPath: String? = ProcessInfo.processInfo.environment["PATH"]
    ) -> String? {
        (searchPath ?? "").split(separator: ":").map { "\($0)/\(name)" }.first { path in
            path.hasPrefix("/") && FileManager.default.isExecutableFile(atPath: path)
        }
    }

    /// Runs the program at `path` with `input` on its stdin and blocks the thread until it ends.
    ///
    /// `environment` adds variables to the only one that the program gets, `LC_ALL=C`.
    ///
    /// Cancelling the task kills the program. Throws `SystemError` if the program cannot be started, and the error of
    /// `FileHandle` if the temporary files cannot be written or read.
    package init(
        _ path: String,
        _ arguments: [String],
        input: Data,
        environment: [String: String] = [:],
        limits: Limits = Limits()
    ) throws {
        let stdin = try UnlinkedFile()
        let stdout = try UnlinkedFile()
        try stdin.write(input)
        // The program gets no keys, because its environment holds only what is named here. Its stderr is dropped,
        // because it may quote the document.
        let child = try ChildProcess(
            [path] + arguments,
            environment: environment.merging(["LC_ALL": "C"]) { own, _ in own },
            input: stdin.descriptor,
            output: stdout.descriptor,
            family: .parent
        )
        end = Self.wait(for: child, writing: stdout, limits: limits)
        if case .exited = end { output = try stdout.contents(limit: limits.outputBytes) } else { output = Data() }
    }

    private static func wait(for child: ChildProcess, writing output: borrowing UnlinkedFile, limits: Limits) -> End {
        let deadline = ContinuousClock.now + .seconds(limits.seconds)
        var pause: UInt32 = 500
        while !child.hasEnded() {
            if let breach = breach(of: limits, by: child, writing: output, deadline: deadline) {
                kill(child.id, SIGKILL)
                child.join()
                return breach
            }
            usleep(pause)
            pause = min(pause * 2, 20_000)
        }
        return child.join().exitCode.map { .exited(code: $0) } ?? .crashed
    }

    /// Returns the limit that the child exceeds, or that the task is cancelled; nil if the child may continue.
    private static func breach(
        of limits: Limits,
        by child: ChildProcess,
        writing output: borrowing UnlinkedFile,
        deadline: ContinuousClock.Instant
    ) -> End? {
        if Task.isCancelled { return .cancelled }
        if ContinuousClock.now >= deadline { return .tookTooLong }
        if output.count > limits.outputBytes { return .wroteTooMuch }
        return residentBytes(of: child) > limits.memoryBytes ? .usedTooMuchMemory : nil
    }

    /// Returns the memory that the child occupies; 0 if the system has no `/proc`.
    private static func residentBytes(of child: ChildProcess) -> Int {
        guard let numbers = try? String(contentsOfFile: "/proc/\(child.id)/statm", encoding: .utf8) else { return 0 }
        let pages = numbers.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
