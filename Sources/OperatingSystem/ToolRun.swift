import Foundation

/// One run of another program over a document: bytes in, bytes out, within limits.
///
/// The program is started without a shell, and its streams are files without a name: no pipe can fill up, no word of
/// a document shows in a process list, and nothing is left on the disk, not even after a kill.
package struct ToolRun: Sendable {
    /// How a run ended.
    package enum End: Sendable, Hashable {
        case exited(code: Int32)
        case crashed
        case tookTooLong
        case wroteTooMuch
        case usedTooMuchMemory
        case cancelled
    }

    package let end: End
    /// Empty unless the program came to its own end.
    package let output: Data

    /// What a run may take; a breach ends it.
    package struct Limits: Sendable {
        package var seconds: Double
        package var outputBytes: Int
        /// Resident; watched where the system has /proc.
        package var memoryBytes: Int

        package init(seconds: Double = 60, outputBytes: Int = 200_000_000, memoryBytes: Int = 1_000_000_000) {
            self.seconds = seconds
            self.outputBytes = outputBytes
            self.memoryBytes = memoryBytes
        }
    }

    /// The path of an executable `name` in the folders of `PATH`; nil where there is none.
    package static func path(of name: String, searchPath: String? = ProcessInfo.processInfo.environment["PATH"])
        -> String?
    {
        (searchPath ?? "").split(separator: ":").map { "\($0)/\(name)" }.first { path in
            path.hasPrefix("/") && FileManager.default.isExecutableFile(atPath: path)
        }
    }

    /// Runs the program at `path` with `input` on its stdin and waits for its end. Blocks the thread. Throws a `POSIXError`
    /// where it cannot be started.
    package init(_ path: String, _ arguments: [String], input: Data, limits: Limits = Limits()) throws {
        let stdin = try NamelessFile()
        let stdout = try NamelessFile()
        try stdin.write(input)
        let child = try Self.start([path] + arguments, input: stdin.descriptor, output: stdout.descriptor)
        end = Self.wait(for: child, writing: stdout, limits: limits)
        if case .exited = end { output = try stdout.contents(limit: limits.outputBytes) } else { output = Data() }
    }

    /// What the child says to stderr is dropped: it may hold words of the document.
    private static func start(_ command: [String], input: Int32, output: Int32) throws -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        // Signals as a program of its own would have them; of the parent's group, so that Ctrl-C reaches it.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))

        var arguments = command.map { strdup($0) } + [nil]
        // No key of ours goes to another program.
        var environment = [strdup("LC_ALL=C")] + [nil]
        defer { (arguments + environment).forEach { free($0) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, command[0], &actions, &attributes, &arguments, &environment)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
        return child
    }

    private static func wait(for child: pid_t, writing output: borrowing NamelessFile, limits: Limits) -> End {
        let deadline = ContinuousClock.now + .seconds(limits.seconds)
        var pause: UInt32 = 500
        while true {
            var status: Int32 = 0
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { return status & 0x7f == 0 ? .exited(code: (status >> 8) & 0xff) : .crashed }
            if ended < 0, errno != EINTR { return .crashed }
            let breach: End? =
                Task.isCancelled
                ? .cancelled
                : ContinuousClock.now >= deadline
                    ? .tookTooLong
                    : output.count > limits.outputBytes
                        ? .wroteTooMuch : residentBytes(of: child) > limits.memoryBytes ? .usedTooMuchMemory : nil
            if let breach {
                kill(child, SIGKILL)
                while waitpid(child, &status, 0) < 0, errno == EINTR {}
                return breach
            }
            usleep(pause)
            pause = min(pause * 2, 20_000)
        }
    }

    /// 0 where the system does not say.
    private static func residentBytes(of child: pid_t) -> Int {
        guard let numbers = try? String(contentsOfFile: "/proc/\(child)/statm", encoding: .utf8) else { return 0 }
        let pages = numbers.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}

/// A file that only its descriptor leads to; gone with it.
private struct NamelessFile: ~Copyable {
    let descriptor: Int32

    init() throws {
        let folder = FileManager.default.temporaryDirectory.path
        var template = Array("\(folder)/kefu-XXXXXX".utf8CString)
        // Made with mode 0600.
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Bytes in it.
    var count: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Writes all of `data` and goes back to the start.
    func write(_ data: Data) throws {
        try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: data)
        lseek(descriptor, 0, SEEK_SET)
    }

    func contents(limit: Int) throws -> Data {
        lseek(descriptor, 0, SEEK_SET)
        return try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).read(upToCount: limit) ?? Data()
    }
}
