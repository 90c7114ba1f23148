/// Time limits for the stages of a request.
package struct HTTPTimeouts: Sendable, Hashable {
    /// From the start of a request until it is sent: name look-up, connection, proxy and TLS together.
    package var connect: Duration
    /// From then until the headers of the reply, and from the headers until the first byte of its body. A local model
    /// may need minutes to read a long prompt.
    package var firstByte: Duration
    /// Between two pieces of a body while the reader waits. A slow reader never causes a timeout.
    package var idle: Duration

    /// All waits for a reply together. It follows from the others: nobody waits longer.
    var whole: Duration { firstByte + idle * 10 }

    /// Sets limits that suit a hosted model.
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
