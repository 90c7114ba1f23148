import Foundation

/// Blocking TCP sockets on 127.0.0.1.
package enum Sockets {
    /// The error for a socket call that failed.
    package struct Failure: Error {}

    #if canImport(Darwin)
        private static let stream = SOCK_STREAM
        private static let noSignal: Int32 = 0
    #else
        private static let stream = Int32(SOCK_STREAM.rawValue)
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #endif

    /// Opens a listening socket on a free port.
    package static func listen() throws -> (socket: Int32, port: Int) {
        let socket = make()
        var address = loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, size) == 0
                    && Glue.listen(socket, 512) == 0
                    && getsockname(socket, address, &size) == 0
            }
        }
        guard isListening else { throw Failure() }
        return (socket, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// Returns a port without a listener.
    package static func freePort() throws -> Int {
        let (socket, port) = try listen()
        close(socket)
        return port
    }

    /// Connects to a port of this machine; nil on failure.
    package static func connect(port: Int) -> Int32? {
        let socket = make()
        var address = loopback(port: port)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glue.connect(socket, $0, size) == 0 }
        }
        return isConnected ? socket : nil
    }

    /// Waits for a connection; nil on failure.
    package static func accept(_ listener: Int32) -> Int32? {
        var socket = Glue.accept(listener, nil, nil)
        while socket < 0, [EINTR, ECONNABORTED].contains(errno) { socket = Glue.accept(listener, nil, nil) }
        guard socket >= 0 else { return nil }
        noPipeSignal(socket)
        return socket
    }

    /// Reads up to `count` bytes; empty at the end, nil on failure.
    package static func read(_ socket: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = recv(socket, &bytes, count, 0)
        return read < 0 ? nil : Array(bytes.prefix(read))
    }

    /// Writes all bytes and returns whether that succeeded.
    package static func write(_ socket: Int32, _ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, noSignal) }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    /// Writes the bytes that fit without blocking and returns their number.
    package static func writeWithoutBlocking(_ socket: Int32, _ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBytes { max(0, send(socket, $0.baseAddress, $0.count, noSignal | Int32(MSG_DONTWAIT))) }
    }

    /// Returns whether there is room to write within the time.
    package static func waitForRoom(_ socket: Int32, milliseconds: Int32) -> Bool {
        var descriptor = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
        return poll(&descriptor, 1, milliseconds) > 0
    }

    /// Makes closing the socket send a reset.
    package static func resetOnClose(_ socket: Int32) {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    private static func make() -> Int32 {
        let socket = socket(AF_INET, stream, 0)
        noPipeSignal(socket)
        return socket
    }

    private static func noPipeSignal(_ socket: Int32) {
        #if canImport(Darwin)
            var on: Int32 = 1
            setsockopt(socket, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        #endif
    }

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}

/// C calls whose names `Sockets` uses for its own functions.
private enum Glue {
    static func listen(_ socket: Int32, _ backlog: Int32) -> Int32 { Foundation.listen(socket, backlog) }
    static func accept(
        _ socket: Int32,
        _ address: UnsafeMutablePointer<sockaddr>?,
        _ size: UnsafeMutablePointer<socklen_t>?
    ) -> Int32 { Foundation.accept(socket, address, size) }
    static func connect(_ socket: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Int32 {
        Foundation.connect(socket, address, size)
    }
}
