import Foundation
import OperatingSystem

/// The signals that ask the supervisor to end, in a form that can be waited for.
struct StopSignals {
    enum Event {
        case signal, ended, nothing
    }

    private let descriptor: Int32
    private let sources: [any DispatchSourceSignal]

    /// Turns SIGTERM and SIGINT into events from now on, and ignores SIGHUP and SIGPIPE.
    init() throws(SystemError) {
        let pipe = try UnixPipe()
        descriptor = pipe.reading
        signal(SIGHUP, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { _ = write(pipe.writing, "x", 1) }
            source.activate()
            return source
        }
    }

    /// Waits for a signal, for `ended` to become readable or closed, or for the time to pass.
    func wait(for ended: Int32?, seconds: Double) -> Event {
        var waited = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        if let ended { waited.append(pollfd(fd: ended, events: Int16(POLLIN), revents: 0)) }
        let count = poll(&waited, nfds_t(waited.count), Int32(seconds * 1000))
        guard count > 0 else { return .nothing }
        return waited[0].revents != 0 ? .signal : .ended
    }
}
