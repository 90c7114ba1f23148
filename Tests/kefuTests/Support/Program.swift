import Foundation

/// The `kefu` that was built beside the tests, run as a user runs it.
enum Program {
    struct Outcome: Sendable {
        let code: Int32
        let output: String
        let errors: String

        /// Stdout as JSON.
        func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(output.utf8)) }
    }

    /// Runs `kefu` to its end in an environment without keys, services or settings but those given.
    static func run(
        _ arguments: String...,
        in folder: URL,
        environment: [String: String] = [:],
        input: String = "",
        output: String? = nil,
        limit: String? = nil
    ) async throws -> Outcome {
        try await run(arguments, in: folder, environment: environment, input: input, output: output, limit: limit)
    }

    /// The same; `output` names a file that stdout goes to, and `limit` are options of the shell's `ulimit`.
    static func run(
        _ arguments: [String],
        in folder: URL,
        environment: [String: String] = [:],
        input: String = "",
        output file: String? = nil,
        limit: String? = nil
    ) async throws -> Outcome {
        let process = process(arguments, in: folder, environment: environment)
        if let limit {
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", "ulimit \(limit) && exec \"$0\" \"$@\"", path] + arguments
        }
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
        if let file { process.standardOutput = FileHandle(forWritingAtPath: file) }
        if file != nil { try stdout.fileHandleForWriting.close() }
        async let output = text(of: stdout.fileHandleForReading)
        async let errors = text(of: stderr.fileHandleForReading)
        let code = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
                try? stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
                try? stdin.fileHandleForWriting.close()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        return Outcome(code: code, output: await output, errors: await errors)
    }

    /// Runs `kefu` and ends it with SIGKILL after a while, if it has not ended by then.
    static func kill(
        _ arguments: [String],
        in folder: URL,
        environment: [String: String],
        after moment: Duration
    ) async throws {
        let process = process(arguments, in: folder, environment: environment)
        (process.standardInput, process.standardOutput, process.standardError) = (
            FileHandle.nullDevice, FileHandle.nullDevice, FileHandle.nullDevice
        )
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do {
                try process.run()
                let number = process.processIdentifier
                DispatchQueue.global().asyncAfter(deadline: .now() + moment / .seconds(1)) { [process] in
                    if process.isRunning { _ = Foundation.kill(number, SIGKILL) }
                }
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }

    /// `kefu`, ready to run in an environment without keys, services or settings but those given.
    static func process(_ arguments: [String], in folder: URL, environment: [String: String]) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let inherited = ProcessInfo.processInfo.environment.filter {
            ["PATH", "HOME", "XDG_CACHE_HOME", "KEFU_MODEL_DIR", "LD_LIBRARY_PATH"].contains($0.key)
        }
        process.environment = inherited.merging(environment) { $1 }
        return process
    }

    /// Foundation gives up where a signal, such as that of another test's child, interrupts a read.
    static func readToEnd(_ descriptor: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                return bytes
            }
        }
    }

    private static func text(of handle: FileHandle) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: String(decoding: readToEnd(handle.fileDescriptor), as: UTF8.self))
            }
        }
    }

    /// `kefu` lies in the folder of the test bundle.
    private static let path: String = {
        let arguments = CommandLine.arguments
        let bundle = arguments.lazy.compactMap { $0.range(of: ".xctest").map($0.prefix(through:)) }.first
        return URL(filePath: bundle ?? arguments[0]).deletingLastPathComponent().appending(path: "kefu").path
    }()
}

extension String {
    fileprivate func prefix(through range: Range<String.Index>) -> String { String(self[..<range.upperBound]) }
}
