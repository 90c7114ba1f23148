import Foundation

/// A program started by `posix_spawn`: it inherits only what is named here, and default signal handling.
package struct ChildProcess: Sendable {
    /// Where a child belongs: its session and process group decide which signals reach it.
    package enum Family: Sendable {
        /// A session of its own: no terminal, no Ctrl-C of ours.
        case newSession
        /// A process group of its own, with the child as leader.
        case newGroup
        /// The process group of that leader.
        case group(pid_t)
    }

    package let id: pid_t

    /// Starts `command[0]`, which is a path. A negative `input` is an empty one, else it is 0 or above 2; output and
    /// errors go to `output`.
    package init(
        _ command: [String],
        environment: [String: String],
        input: Int32 = -1,
        output: Int32,
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

        // Output first: where the caller has no input of its own, `output` may be 0, which the input then replaces.
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        if input >= 0 {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
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
        let code = posix_spawn(&id, command[0], &actions, &attributes, &arguments, &variables)
        guard code == 0 else { throw SystemError("posix_spawn \(command[0])", code: code) }
        self.id = id
    }

    /// Whether the child has ended; it stays to be joined. True of one that was joined.
    package func hasEnded() -> Bool {
        var info = siginfo_t()
        let code = waitid(P_PID, id_t(id), &info, WEXITED | WNOHANG | WNOWAIT)
        return code != 0 || info.si_signo != 0
    }

    /// Waits until the child has ended; its id is free from then on.
    @discardableResult
    package func join() -> End {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return End(status: status)
    }

    /// Has a thread wait for the child's end, so that it does not stay in the process table after it.
    package func joinInBackground() {
        Thread.detachNewThread { join() }
    }

    /// How a child ended.
    package struct End: Sendable, CustomStringConvertible {
        /// As `waitpid(2)` reports it.
        package let status: Int32

        package var description: String {
            switch status & 0x7f {
            case 0: "it ended with code \((status >> 8) & 0xff)"
            case SIGKILL: "it was killed, perhaps because memory ran out"
            case let signal: "it was ended by signal \(signal)"
            }
        }
    }

    #if canImport(Darwin)
        private static let newSessionFlag = Int32(POSIX_SPAWN_SETSID)
    #else
        /// `POSIX_SPAWN_SETSID` of glibc and musl; their headers show it to GNU sources only.
        private static let newSessionFlag: Int32 = 0x80

        /// What is open now. One that is closed before the child starts does no harm.
        private static var openDescriptors: [Int32] {
            ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { Int32($0) }
        }
    #endif
}
