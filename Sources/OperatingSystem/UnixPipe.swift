import Foundation

/// The two ends of a pipe, which the owner closes. A child inherits an end only as one of its named streams.
package struct UnixPipe {
    /// The descriptor to read from.
    package let reading: Int32
    /// The descriptor to write to.
    package let writing: Int32

    /// Opens a pipe. Throws for `pipe` if the process or the system has no descriptor left.
    package init() throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemError("pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        reading = ends[0]
        writing = ends[1]
    }
}
