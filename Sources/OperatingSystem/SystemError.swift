import Foundation

/// A system call that failed, with the reason that the system gave.
package struct SystemError: LocalizedError, CustomStringConvertible {
    /// The name of the call, perhaps with its object: `open`, `posix_spawn /bin/ls`.
    package let call: String
    /// The `errno` of the failure.
    package let code: Int32

    /// Takes `errno` unless a code is given.
    package init(_ call: String, code: Int32 = errno) {
        self.call = call
        self.code = code
    }

    /// The reason in the words of the C library, such as `No such file or directory`.
    package var reason: String { String(cString: strerror(code)) }

    /// The call and the reason: `open: No such file or directory`.
    package var description: String { "\(call): \(reason)" }

    /// The sentence that Foundation has for the code.
    package var errorDescription: String? { POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO).localizedDescription }
}
