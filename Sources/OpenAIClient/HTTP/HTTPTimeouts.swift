/// How long to wait for what.
package struct HTTPTimeouts: Sendable, Hashable {
    /// From the start of a request until it is on its way: name look-up, connection, proxy and TLS together.
    package var connect: Duration
    /// From there to the reply's headers, and from the headers to the first byte of its body. A local model may need
    /// minutes to read a long prompt.
    package var firstByte: Duration
    /// Between two pieces of a body, while its reader waits. A slow reader never times out.
    package var idle: Duration

    package init(
        connect: Duration = .seconds(10),
        firstByte: Duration = .seconds(60),
        idle: Duration = .seconds(60)
    ) {
        self.connect = connect
        self.firstByte = firstByte
        self.idle = idle
    }
}
