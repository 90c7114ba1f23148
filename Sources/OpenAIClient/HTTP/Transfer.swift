import CCurl
import Foundation
import RAGCore

/// One request on the loop thread: the easy handle, what its callbacks need, and when its time is over.
final class Transfer {
    let handle: UnsafeMutableRawPointer
    let channel: Channel
    /// When the wait that the transfer is in becomes too long; nil while its reader is the slow one.
    private(set) var deadline: ContinuousClock.Instant?

    private let request: HTTPRequest
    private let trace: Trace?
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var upload: FormUpload?
    /// libcurl writes what went wrong here.
    private let detail = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var wait = HTTPError.Wait.connect
    /// The head as far as it has come, and whether it was delivered whole.
    private var head: HTTPHead?
    private var isHeadWhole = false
    private var headerBytes = 0
    private var isDiscarding = false

    /// How long a reply that nobody reads on may take to end by itself.
    private static let discardTime = Duration.seconds(1)
    private static let headerLimit = 256 * 1024

    /// nil where libcurl has no memory, or refuses a setting.
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

    /// The failure that passing the deadline means.
    var timeoutError: HTTPError { HTTPError(.timedOut(wait, limit)) }

    /// What libcurl's result means to the reader.
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

    /// Reads the socket again, after the reader has made room.
    func resume() {
        begin(wait)
        curl_easy_pause(handle, CURLPAUSE_CONT)
    }

    /// Lets the rest go by.
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
        }
    }

    private func begin(_ wait: HTTPError.Wait) {
        self.wait = wait
        if !isDiscarding { deadline = .now + limit }
    }
}

/// What libcurl tells us, on the loop thread.
extension Transfer {
    private func requestLeaves() {
        trace?.mark(request.sentMark)
        begin(.firstByte)
    }

    /// One header line with its line end, or the empty line after the last. False aborts.
    private func receive(headerLine bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= Self.headerLimit else { return false }
        // What comes after the head is a trailer.
        guard !isHeadWhole else { return true }
        let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        if line.isEmpty {
            // 1xx announces another head.
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

    /// False where the reader has enough for now.
    private func receive(body bytes: UnsafeRawBufferPointer) -> Bool {
        if isDiscarding { return true }
        begin(.idle)
        if channel.offer(bytes) { return true }
        deadline = nil
        return false
    }
}

/// How libcurl is set up.
extension Transfer {
    private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func configure(_ settings: NetworkSettings) -> Bool {
        configureRequest() && configureNetwork(settings) && configureCallbacks()
    }

    private func configureRequest() -> Bool {
        // No `Expect: 100-continue`: it costs a round trip or a second.
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
        case .get: true
        case .post: configureBody()
        case .delete: set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
    }

    private func configureBody() -> Bool {
        if let form = request.form {
            // While the form goes out, the wait for the reply has not begun.
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
            // HTTP/2 where TLS negotiates it; wait for a connection that may turn out to carry many requests.
            && set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
            && set(CURLOPT_PIPEWAIT, isHTTPS ? 1 : 0)
            // An empty string keeps libcurl from reading the environment behind our back.
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
            // A child process that inherited the socket would keep it open after we closed it.
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
