import Foundation

/// A minimal HTTP client for health checks of servers on this machine.
///
/// The completion client uses libcurl and is in another target. A health check needs only a status line.
enum LoopbackProbe {
    /// Sends one blocking GET request over HTTP/1.1 and returns the status; nil if there is no answer within `seconds`.
    static func status(port: UInt16, path: String, key: String? = nil, seconds: Int = 5) -> Int? {
        guard let descriptor = connected(to: port, seconds: seconds) else { return nil }
        defer { close(descriptor) }
        let authorization = key.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        let request = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\(authorization)Connection: close\r\n\r\n"
        let bytes = Array(request.utf8)
        guard send(descriptor, bytes, bytes.count, noSignal) == bytes.count else { return nil }

        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64)
        while !line.contains(UInt8(ascii: "\n")), line.count < 1024 {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            line.append(contentsOf: buffer.prefix(count))
        }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 2)
        return words.count > 1 && words[0].hasPrefix("HTTP/") ? Int(words[1]) : nil
    }

    /// Returns a port that is free now; nil if there is none.
    static func freePort() -> UInt16? {
        let descriptor = socket(AF_INET, streamType, 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var address = loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
            }
        } ? UInt16(bigEndian: address.sin_port) : nil
    }

    private static func connected(to port: UInt16, seconds: Int) -> Int32? {
        let descriptor = socket(AF_INET, streamType, 0)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var limit = timeval(tv_sec: .init(seconds), tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        #if canImport(Darwin)
            var yes: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
        #endif
        var address = loopback(port: port)
        let connection = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                connect(descriptor, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connection == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        return address
    }

    #if canImport(Darwin)
        private static let streamType = SOCK_STREAM
        private static let noSignal: Int32 = 0
    #elseif canImport(Musl)
        private static let streamType = SOCK_STREAM
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #else
        private static let streamType = Int32(SOCK_STREAM.rawValue)
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #endif
}
