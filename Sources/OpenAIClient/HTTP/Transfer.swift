import CCurl
import Foundation
import RAGCore

/// One request on the loop thread: its easy handle, the state of its callbacks, and its deadline.
final class Transfer {
    let handle: UnsafeMutableRawPointer
    let channel: Channel
    /// The end of the current wait; nil while the reader is the slow side.
    private(set) var deadline: ContinuousClock.Instant?

    private let request: HTTPRequest
    private let trace: Trace?
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var upload: FormUpload?
    /// The buffer for libcurl's error message.
    private let detail = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var wait = HTTPError.Wait.connect
    /// The head, perhaps incomplete. `isHeadWhole` says whether it was delivered.
    private var head: HTTPHead?
    private var isHeadWhole = false
    private var headerBytes = 0
    private var isDiscarding = false

    /// The time that a reply without a reader has to end by itself.
    private static let discardTime = Duration.seconds(1)
    private static let headerLimit = 256 * 1024

    /// Returns nil if libcurl has no memory or refuses a setting.
    init?(_ request: HTTPRequest, channel: Channel, trace: Trace?, settings: NetworkSettings) {
        guard let handle = curl_easy_init() else {
            detail.deallocate()
            return nil
        }
        self.handle = handle
        self.request = request
        self.channel = channel
        self.trace = trace
        detail.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        begin(.connect)
        guard configure(settings) else { return nil }
    }

    deinit {
        curl_easy_cleanup(handle)
        upload = nil
        curl_slist_free_all(headerList)
        detail.deallocate()
    }

    /// The error for a passed deadline.
    var timeoutError: HTTPError { HTTPError(.timedOut(wait, limit)) }

    /// Translates a result of libcurl into the end of the reply.
    func outcome(_ code: CURLcode) -> Result<Void, any Error> {
        if code == CURLE_OK, isHeadWhole { return .success(()) }
        return .failure(
            HTTPError(
                code == CURLE_OK ? CURLE_GOT_NOTHING : code,
                detail: String(cString: detail),
                connectStatus: ccurl_get_long(handle, CURLINFO_HTTP_CONNECTCODE),
                connectLimit: request.timeouts.connect
            )
        )
    }

    /// Reads the socket again after the reader made room.
    func resume() {
        begin(wait)
        curl_easy_pause(handle, CURLPAUSE_CONT)
    }

    /// Drops the rest of the reply for at most `discardTime`.
    func discardRest() {
        isDiscarding = true
        deadline = .now + Self.discardTime
        curl_easy_pause(handle, CURLPAUSE_CONT)
    }

    private var limit: Duration {
        switch wait {
        case .connect: request.timeouts.connect
        case .firstByte: request.timeouts.firstByte
        case .idle: request.timeouts.idle
        case .whole: request.timeouts.whole
        }
    }

    private func begin(_ wait: HTTPError.Wait) {
        self.wait = wait
        if !isDiscarding { deadline = .now + limit }
    }
}

/// Callbacks of libcurl, on the loop thread.
extension Transfer {
    private func requestLeaves() {
        trace?.mark(request.sentMark)
        begin(.firstByte)
    }

    /// Takes one header line with its line end, or the empty line after the last. Returns false to abort the transfer.
    private func receive(headerLine bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= Self.headerLimit else { return false }
        // Lines after the head are trailers.
        guard !isHeadWhole else { return true }
        let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        if line.isEmpty {
            // Another head follows a 1xx status.
            guard let head, head.status >= 200 else { return true }
            isHeadWhole = true
            begin(.firstByte)
            channel.deliver(head)
        } else if let head = HTTPHead(statusLine: line) {
            if self.head == nil { trace?.mark(request.repliedMark) }
            self.head = head
        } else {
            head?.add(line)
        }
        return true
    }

    /// Takes bytes of the body. Returns false if the reader has enough for now.
    private func receive(body bytes: UnsafeRawBufferPointer) -> Bool {
        if isDiscarding { return true }
        begin(.idle)
        if channel.offer(bytes) { return true }
        deadline = nil
        return false
    }
}

/// Configuration of libcurl.
extension Transfer {
    private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func configure(_ settings: NetworkSettings) -> Bool {
        configureRequest() && configureNetwork(settings) && configureCallbacks()
    }

    private func configureRequest() -> Bool {
        // `Expect: 100-continue` is removed, because it costs a round trip or a second.
        for header in request.headers.map({ "\($0.name): \($0.value)" }) + ["Expect:"] {
            guard let longer = curl_slist_append(headerList, header) else { return false }
            headerList = longer
        }
        return set(CURLOPT_URL, request.url.absoluteString)
            && set(CURLOPT_USERAGENT, "kefu")
            && set(CURLOPT_FRESH_CONNECT, request.isSentOnce ? 1 : 0)
            && ccurl_set_pointer(handle, CURLOPT_HTTPHEADER, headerList) == CURLE_OK
            && configureMethod()
    }

    private func configureMethod() -> Bool {
        switch request.method {
        case .head: set(CURLOPT_NOBODY, 1)
        case .get: true
        case .post: configureBody()
        case .delete: set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
    }

    private func configureBody() -> Bool {
        if let form = request.form {
            // The wait for the reply begins when the form has been sent.
            upload = FormUpload(form, for: handle) { [unowned self] in
                if wait == .firstByte { begin(.firstByte) }
            }
            return upload != nil
        }
        return configurePlainBody()
    }

    private func configurePlainBody() -> Bool {
        request.body.withUnsafeBytes { body in
            guard let start = body.baseAddress else { return set(CURLOPT_POST, 1) && set(CURLOPT_POSTFIELDSIZE, 0) }
            return ccurl_set_body(handle, start, body.count) == CURLE_OK
        }
    }

    private func configureNetwork(_ settings: NetworkSettings) -> Bool {
        ccurl_leave_resolver_behind(handle)
        let limit = request.timeouts.connect.components
        let isHTTPS = request.url.scheme?.lowercased() == "https"
        return ccurl_allow_only_http(handle) == CURLE_OK
            && set(CURLOPT_NOSIGNAL, 1)
            && set(CURLOPT_TCP_KEEPALIVE, 1)
            && set(CURLOPT_CONNECTTIMEOUT_MS, Int(limit.seconds * 1000 + limit.attoseconds / 1_000_000_000_000_000))
            // HTTP/2 if TLS negotiates it. A request waits for a connection that may turn out to carry many requests.
            && set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
            && set(CURLOPT_PIPEWAIT, isHTTPS ? 1 : 0)
            // An empty string keeps libcurl from reading proxies from the environment.
            && set(CURLOPT_PROXY, settings.proxy(for: request.url) ?? "")
            && set(CURLOPT_NOPROXY, settings.noProxy ?? "")
            && set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
            && (settings.certificateFile.map { set(CURLOPT_CAINFO, $0) } ?? true)
    }

    private func configureCallbacks() -> Bool {
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_PREREQDATA] {
            guard ccurl_set_pointer(handle, option, context) == CURLE_OK else { return false }
        }
        return ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, detail) == CURLE_OK
            && ccurl_set_data_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
                let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
                return Transfer.of(context)?.receive(headerLine: line) == true ? line.count : 0
            } == CURLE_OK
            && ccurl_set_data_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
                let body = UnsafeRawBufferPointer(start: bytes, count: size * count)
                return Transfer.of(context)?.receive(body: body) == true ? body.count : Int(CURL_WRITEFUNC_PAUSE)
            } == CURLE_OK
            && ccurl_set_prereq_callback(handle) { context, _, _, _, _ in
                Transfer.of(context)?.requestLeaves()
                return CURL_PREREQFUNC_OK
            } == CURLE_OK
            // A child process that inherits the socket would keep it open after it is closed here.
            && ccurl_set_socket_callback(handle) { _, socket, _ in
                fcntl(socket, F_SETFD, FD_CLOEXEC) == 0 ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR
            } == CURLE_OK
    }

    private func set(_ option: CURLoption, _ value: String) -> Bool {
        ccurl_set_string(handle, option, value) == CURLE_OK
    }

    private func set(_ option: CURLoption, _ value: some BinaryInteger) -> Bool {
        ccurl_set_long(handle, option, Int(value)) == CURLE_OK
    }
}
