import Foundation

/// A program started by `posix_spawn`. It inherits only the descriptors named here, and default signal handling.
package struct ChildProcess: Sendable {
    /// The session and process group of a child, which decide which signals reach it.
    package enum Family: Sendable {
        /// The session and process group of the parent, so that Ctrl-C reaches both.
        case parent
        /// A session of its own, without a terminal and without Ctrl-C.
        case newSession
        /// A process group of its own, with the child as leader.
        case newGroup
        /// The process group of that leader.
        case group(pid_t)
    }

    /// The process id.
    package let id: pid_t

    /// Starts `command[0]`, a path or the name of a program in `PATH`, with the rest as its arguments.
    ///
    /// The child gets the variables of `environment` alone. A stream without a descriptor is `/dev/null`. Descriptors
    /// stay open here. Throws for `posix_spawn` if the program cannot be started.
    package init(
        _ command: [String],
        environment: [String: String],
        input: Int32? = nil,
        output: Int32? = nil,
        errors: Int32? = nil,
        family: Family
    ) throws(SystemError) {
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

        // A descriptor that is 0, 1 or 2 here would be overwritten by another stream of the child, so copies above 2
        // are used.
        let copies = [input, output, errors].map { stream in stream.map { fcntl($0, F_DUPFD_CLOEXEC, 3) } }
        defer { for case let copy? in copies where copy >= 0 { close(copy) } }
        for (number, copy) in copies.enumerated() {
            if let copy {
                posix_spawn_file_actions_adddup2(&actions, copy, Int32(number))
            } else {
                posix_spawn_file_actions_addopen(&actions, Int32(number), "/dev/null", O_RDWR, 0)
            }
        }

        var flags = Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
        #if canImport(Darwin)
            flags |= Int32(POSIX_SPAWN_CLOEXEC_DEFAULT)
        #else
            for descriptor in Self.openDescriptors where descriptor > 2 {
                posix_spawn_file_actions_addclose(&actions, descriptor)
            }
        #endif
        switch family {
        case .parent:
            break
        case .newSession:
            flags |= Self.newSessionFlag
        case .newGroup:
            flags |= Int32(POSIX_SPAWN_SETPGROUP)
            posix_spawnattr_setpgroup(&attributes, 0)
        case .group(let leader):
            flags |= Int32(POSIX_SPAWN_SETPGROUP)
            posix_spawnattr_setpgroup(&attributes, leader)
        }
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)

        var arguments = command.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }

        var id: pid_t = 0
        let code = posix_spawnp(&id, command[0], &actions, &attributes, &arguments, &variables)
        guard code == 0 else { throw SystemError("posix_spawn \(command[0])", code: code) }
        self.id = id
    }

    /// Returns whether the child has ended or was joined. A child that has ended stays in the process table until it is
    /// joined.
    package func hasEnded() -> Bool {
        var info = siginfo_t()
        let code = waitid(P_PID, id_t(id), &info, WEXITED | WNOHANG | WNOWAIT)
        return code != 0 || info.si_signo != 0
    }

    /// Blocks until the child has ended and removes it from the process table, which frees its id.
    @discardableResult
    package func join() -> End {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0 {
            guard errno == EINTR else { return End(status: Self.unknownStatus) }
        }
        return End(status: status)
    }

    /// Joins the child on a thread of its own.
    package func joinInBackground() {
        Thread.detachNewThread { join() }
    }

    /// The end of a child.
    package struct End: Sendable, CustomStringConvertible {
        /// The status in the form of `waitpid(2)`.
        package let status: Int32

        /// The code that the program returned; nil if a signal ended it.
        package var exitCode: Int32? { status & 0x7f == 0 ? (status >> 8) & 0xff : nil }

        /// A clause about the child as `it`, such as `it ended with code 3`.
        package var description: String {
            switch status & 0x7f {
            case ChildProcess.unknownStatus: "nobody knows how it ended"
            case 0: "it ended with code \((status >> 8) & 0xff)"
            case SIGKILL: "it was killed, perhaps because memory ran out"
            case let signal: "it was ended by signal \(signal)"
            }
        }
    }

    /// The status of a child that was joined before. `waitpid(2)` reports it only for stopped children, which are not
    /// asked for.
    fileprivate static let unknownStatus: Int32 = 0x7f

    #if canImport(Darwin)
        private static let newSessionFlag = Int32(POSIX_SPAWN_SETSID)
    #else
        /// `POSIX_SPAWN_SETSID` of glibc and musl, whose headers show it to GNU sources only.
        private static let newSessionFlag: Int32 = 0x80

        /// The descriptors that are open now. Closing one in the child that is no longer open does no harm.
        private static var openDescriptors: [Int32] {
            ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { Int32($0) }
        }
    #endif
}
