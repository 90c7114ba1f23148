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
        case usedTooMuchProcessorTime
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
        /// The most seconds of processor time of the program itself, without programs that it runs; watched only where
        /// the system has `/proc`.
        package var processorSeconds: Double
        /// The most bytes on stdout.
        package var outputBytes: Int
        /// Resident memory; watched only where the system has `/proc`.
        package var memoryBytes: Int

        /// Sets limits that suit a document of hundreds of pages.
        package init(
            seconds: Double = 60,
            processorSeconds: Double = .infinity,
            outputBytes: Int = 200_000_000,
            memoryBytes: Int = 1_000_000_000
        ) {
            self.seconds = seconds
            self.processorSeconds = processorSeconds
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
    /// Cancelling the task kills the program, and so does a limit. A program that runs others (`startsOthers`) gets a
    /// process group of its own, and is killed with all of them. Throws `SystemError` if the program cannot be started,
    /// and the error of `FileHandle` if the temporary files cannot be written or read.
    package init(
        _ path: String,
        _ arguments: [String],
        input: Data,
        environment: [String: String] = [:],
        limits: Limits = Limits(),
        startsOthers: Bool = false
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
            family: startsOthers ? .newGroup : .parent
        )
        end = Self.wait(for: child, writing: stdout, limits: limits, killing: startsOthers ? -child.id : child.id)
        if case .exited = end { output = try stdout.contents(limit: limits.outputBytes) } else { output = Data() }
    }

    /// Waits for the end of `child`. `target` is what is killed: the child or, as a negative number, its group.
    private static func wait(
        for child: ChildProcess,
        writing output: borrowing UnlinkedFile,
        limits: Limits,
        killing target: pid_t
    ) -> End {
        let deadline = ContinuousClock.now + .seconds(limits.seconds)
        var pause: UInt32 = 500
        while !child.hasEnded() {
            if let breach = breach(of: limits, by: child, writing: output, deadline: deadline) {
                kill(target, SIGKILL)
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
        if limits.processorSeconds < .infinity, processorSeconds(of: child) > limits.processorSeconds {
            return .usedTooMuchProcessorTime
        }
        return residentBytes(of: child) > limits.memoryBytes ? .usedTooMuchMemory : nil
    }

    /// Returns the memory that the child occupies; 0 if the system has no `/proc`.
    private static func residentBytes(of child: ChildProcess) -> Int {
        guard let numbers = try? String(contentsOfFile: "/proc/\(child.id)/statm", encoding: .utf8) else { return 0 }
        let pages = numbers.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Returns the processor time that the child used, in user and kernel mode; 0 if the system has no `/proc`.
    private static func processorSeconds(of child: ChildProcess) -> Double {
        // Fields 14 and 15 of proc(5), counted behind the name in parentheses, which may hold blanks.
        guard let status = try? String(contentsOfFile: "/proc/\(child.id)/stat", encoding: .utf8),
            let name = status.lastIndex(of: ")")
        else { return 0 }
        let ticks = status[name...].split(separator: " ").dropFirst(12).prefix(2).compactMap { Double($0) }
        return ticks.reduce(0, +) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
