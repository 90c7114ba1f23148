import CCurl

/// The loop of the one thread that uses libcurl. It handles messages, lets libcurl work, and ends transfers that are
/// done or late.
final class EventLoop {
    private let multi: UnsafeMutableRawPointer
    private let mailbox: Mailbox
    private let settings: NetworkSettings
    private var transfers: [ObjectIdentifier: Transfer] = [:]

    /// Returns a new multi handle. The first call initialises libcurl and its TLS library.
    static func makeMulti() -> UnsafeMutableRawPointer {
        _ = globalSetup
        guard let multi = curl_multi_init() else { fatalError("out of memory for libcurl") }
        ccurl_keep_connections(multi, keptConnections)
        return multi
    }

    private static let keptConnections = 128
    private static let globalSetup = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    init(multi: MultiHandle, mailbox: Mailbox, settings: NetworkSettings) {
        self.multi = multi.pointer
        self.mailbox = mailbox
        self.settings = settings
    }

    /// Works until the mailbox is closed. Then ends every request and frees the handle.
    func run() {
        while true {
            let (messages, isClosed) = mailbox.collect()
            messages.forEach(handle)
            guard !isClosed else { break }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            settle()
            expire()
            curl_multi_poll(multi, nil, 0, millisecondsToWait, nil)
        }
        for transfer in transfers.values { end(transfer, with: .failure(HTTPError(.closed))) }
        mailbox.releaseHandle()
        curl_multi_cleanup(multi)
    }

    private func handle(_ message: Mailbox.Message) {
        switch message {
        case .start(let request, let channel, let trace):
            guard let transfer = Transfer(request, channel: channel, trace: trace, settings: settings),
                curl_multi_add_handle(multi, transfer.handle) == CURLM_OK
            else { return channel.finish(.failure(HTTPError(.broken, detail: "libcurl refused the request"))) }
            transfers[ObjectIdentifier(channel)] = transfer
        case .resume(let channel):
            transfers[ObjectIdentifier(channel)]?.resume()
        case .discard(let channel):
            transfers[ObjectIdentifier(channel)]?.discardRest()
        case .cancel(let channel):
            if let transfer = transfers[ObjectIdentifier(channel)] {
                end(transfer, with: .failure(CancellationError()))
            }
        }
    }

    /// Ends the transfers that libcurl has completed.
    private func settle() {
        var code = CURLE_OK
        while let handle = ccurl_next_done(multi, &code) {
            if let transfer = transfers.values.first(where: { $0.handle == handle }) {
                end(transfer, with: transfer.outcome(code))
            }
        }
    }

    /// Ends the transfers whose deadline has passed.
    private func expire() {
        let now = ContinuousClock.now
        for transfer in transfers.values where transfer.deadline.map({ $0 <= now }) ?? false {
            end(transfer, with: .failure(transfer.timeoutError))
        }
    }

    /// Ends one transfer. Removing a handle before its reply is complete closes the connection, or resets the HTTP/2
    /// stream.
    private func end(_ transfer: Transfer, with outcome: Result<Void, any Error>) {
        curl_multi_remove_handle(multi, transfer.handle)
        transfers[ObjectIdentifier(transfer.channel)] = nil
        transfer.channel.finish(outcome)
    }

    /// The time until the next deadline here. libcurl shortens it to its own next deadline.
    private var millisecondsToWait: Int32 {
        guard let next = transfers.values.compactMap(\.deadline).min() else { return 3_600_000 }
        let left = next - .now
        let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
        return Int32(clamping: max(0, milliseconds + 1))
    }
}
