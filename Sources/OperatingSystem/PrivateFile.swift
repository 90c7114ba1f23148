import Foundation

/// Files that only their owner may read.
package enum PrivateFile {
    /// Replaces the file at `path` by `bytes`, complete or not at all, and readable for its owner only from the start.
    /// Throws `SystemError`.
    package static func write(_ bytes: Data, to path: String) throws(SystemError) {
        var template = Array("\(path).XXXXXX".utf8CString)
        // mkstemp creates it with mode 0600.
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw SystemError("mkstemp") }
        defer { close(descriptor) }
        guard writeAll(bytes, to: descriptor), rename(template, path) == 0 else {
            let code = errno
            unlink(template)
            throw SystemError("write \(path)", code: code)
        }
    }

    private static func writeAll(_ bytes: Data, to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes
            while let start = rest.baseAddress, rest.count > 0 {
                let count = Foundation.write(descriptor, start, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
            return true
        }
    }
}
