/// A parser of server-sent events (WHATWG HTML, 9.2.6) that takes bytes in pieces of any size.
///
/// Lines end in LF, CR or CRLF. Comments, `id` and `retry` are ignored. Servers make three exceptions to the standard
/// necessary: the last event counts without an empty line after it, a line that begins with `{` is data (an error
/// object within the stream), and a field `error` is an event of that name (older llama.cpp).
struct ServerSentEvents {
    struct Event: Hashable {
        /// The type of the event; `message` if the server gives none.
        var name = "message"
        /// The data lines, joined by LF.
        var data: [UInt8] = []
    }

    /// The error for a line or an event that is longer than `limit` bytes.
    struct TooLong: Error {
        let limit: Int
    }

    private let limit: Int
    private var buffer: [UInt8] = []
    /// The start of the current line. There is no line end between it and `scanned`.
    private var lineStart = 0
    private var scanned = 0
    private var lastWasCR = false
    private var isFirstLine = true
    private var event = Event()
    private var hasData = false

    /// Creates a parser.
    /// - Parameter limit: the longest event, in bytes.
    init(limit: Int = 4 << 20) {
        self.limit = limit
    }

    /// Adds bytes that arrived. Throws `TooLong`.
    mutating func append(_ bytes: [UInt8]) throws {
        if lineStart > 0 {
            buffer.removeFirst(lineStart)
            scanned -= lineStart
            lineStart = 0
        }
        buffer += bytes
        guard scanned + event.data.count <= limit else { throw TooLong(limit: limit) }
    }

    /// Returns the next complete event; nil if more bytes are needed.
    mutating func next() -> Event? {
        while let line = nextLine() {
            guard line.isEmpty else {
                take(line)
                continue
            }
            if let event = flush() { return event }
        }
        return nil
    }

    /// Returns the event that the stream ended in, if there is one.
    mutating func last() -> Event? {
        if lineStart < buffer.count { take(lineStart..<buffer.count) }
        lineStart = buffer.count
        return flush()
    }

    private mutating func flush() -> Event? {
        defer {
            event = Event()
            hasData = false
        }
        return hasData ? event : nil
    }

    /// Returns the range of the next complete line without its end.
    private mutating func nextLine() -> Range<Int>? {
        let from = scanned
        let end = buffer.withUnsafeBufferPointer { bytes in
            var at = from
            while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
            return at
        }
        scanned = end
        guard end < buffer.count else { return nil }
        let start = lineStart
        let isCR = buffer[end] == 0x0D
        let isSecondHalf = lastWasCR && !isCR && end == start
        lastWasCR = isCR
        lineStart = end + 1
        scanned = end + 1
        return isSecondHalf ? nextLine() : start..<end
    }

    private mutating func take(_ range: Range<Int>) {
        var line = buffer[range]
        if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        isFirstLine = false
        if line.first == UInt8(ascii: "{") { return add(line) }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = line[colon...].dropFirst()
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        let name = line[..<colon]
        if name.elementsEqual("data".utf8) {
            add(value)
        } else if name.elementsEqual("event".utf8) {
            event.name = String(decoding: value, as: UTF8.self)
        } else if name.elementsEqual("error".utf8) {
            event.name = "error"
            add(value)
        }
    }

    private mutating func add(_ line: ArraySlice<UInt8>) {
        if hasData { event.data.append(0x0A) }
        hasData = true
        event.data += line
    }
}
