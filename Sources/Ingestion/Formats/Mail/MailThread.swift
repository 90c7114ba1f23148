/// The text of a plain mail, divided into what its writer wrote and what was quoted from earlier messages.
struct MailThread: Sendable, Hashable {
    /// A message of the thread.
    struct Message: Sendable, Hashable {
        /// Line that names the writer of a quoted message, such as `On Monday Anna wrote:`; nil for the newest message.
        var heading: String?
        var text = ""
    }

    /// The messages, the newest first.
    private(set) var messages = [Message()]
    /// Whether a signature was left out.
    private(set) var hasSignature = false

    /// Most lines of a signature; more below the mark are text.
    private static let longestSignature = 12

    init(_ text: String) {
        var depth = 0
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        while let line = lines.first {
            let (marks, rest) = Self.quote(line)
            if marks == 0, let found = Self.headers(in: lines) {
                messages.append(Message(heading: found.heading))
                lines = lines.dropFirst(found.count)
                depth = 0
                continue
            }
            lines.removeFirst()
            if marks > depth, let last = messages.last, last.heading != nil, last.text.allSatisfy(\.isWhitespace) {
                // The line above names the writer already.
            } else if marks > depth, let heading = Self.takeHeading(from: &messages[messages.count - 1]) {
                messages.append(Message(heading: heading))
            } else if marks > depth {
                messages.append(Message(heading: ""))
            } else if Self.opensQuote(rest) {
                messages.append(Message(heading: String(rest.trimmingBlanks())))
                depth = marks
                continue
            } else if marks < depth, marks == 0, !rest.allSatisfy(\.isWhitespace) {
                // An answer below the quoted text belongs to the writer of the mail.
                messages.append(Message())
            }
            if !(marks < depth && rest.allSatisfy(\.isWhitespace)) { depth = marks }
            messages[messages.count - 1].text += rest + "\n"
        }
        for index in messages.indices {
            let text = Self.withoutSignature(messages[index].text)
            hasSignature = hasSignature || text.count < messages[index].text.count
            messages[index].text = text
        }
        messages.removeAll { $0.text.allSatisfy(\.isWhitespace) }
    }

    /// Returns the text above the last line of two hyphens (RFC 3676, 4.3).
    private static func withoutSignature(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let mark = lines.lastIndex(where: { $0 == "-- " || $0 == "--" }),
            lines[mark...].count(where: { !$0.allSatisfy(\.isWhitespace) }) <= longestSignature + 1
        else { return text }
        return lines[..<mark].joined(separator: "\n")
    }

    /// Returns the first line of the header fields at the beginning of `lines`, and their number, as programs write
    /// them above a quoted message (`发件人: …`, `发送时间: …`); nil if there are none.
    static func headers(in lines: ArraySlice<Substring>) -> (heading: String, count: Int)? {
        func name(_ line: Substring) -> String? {
            let name = line.prefix { !":：".contains($0) }
            guard name.count < line.count, name.count <= 12 else { return nil }
            return name.filter { $0.isLetter }.lowercased()
        }
        guard let first = lines.first, let sender = name(first), senders.contains(sender) else { return nil }
        let fields = lines.dropFirst().prefix { name($0).map(otherFields.contains) ?? false }
        return fields.count < 2 ? nil : (String(first[...].trimmingBlanks()), fields.count + 1)
    }

    private static let senders: Set<String> = ["from", "发件人", "寄件者", "寄件人", "發件人"]
    private static let otherFields: Set<String> = [
        "sent", "date", "to", "cc", "subject", "发送时间", "日期", "时间", "收件人", "抄送", "主题", "發送時間", "收件者", "副本", "主旨", "主題",
    ]

    /// Returns the number of `>` at the beginning of a line, and what comes after them.
    private static func quote(_ line: Substring) -> (marks: Int, rest: Substring) {
        var rest = line
        var marks = 0
        while rest.first == ">" {
            marks += 1
            rest = rest.dropFirst()
            if rest.first == " " { rest = rest.dropFirst() }
        }
        return (marks, rest)
    }

    /// Returns whether a line stands above a message that a program quotes without marks.
    static func opensQuote(_ line: some StringProtocol) -> Bool {
        let text = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard (6...200).contains(text.count) else { return false }
        if text.hasPrefix("-----") || text.hasPrefix("————") || text.hasPrefix("------------------") {
            let words = text.filter { !"-— ".contains($0) }.lowercased()
            return ["originalmessage", "forwardedmessage", "原始邮件", "原始郵件", "原邮件", "转发邮件", "回复的原邮件", "轉寄郵件"]
                .contains(words)
        }
        let lower = text.lowercased()
        if lower.hasPrefix("on "), lower.hasSuffix("wrote:") { return true }
        return ["写道：", "写道:", "寫道：", "寫道:"].contains { text.hasSuffix($0) } && text.contains(where: \.isNumber)
    }

    /// Removes the last line of `message` if it names the writer of what follows.
    private static func takeHeading(from message: inout Message) -> String? {
        var lines = message.text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        guard let last = lines.last, let end = last.last, ":：".contains(end), last.count <= 200 else { return nil }
        lines.removeLast()
        message.text = lines.joined(separator: "\n")
        return String(last[...].trimmingBlanks())
    }
}
