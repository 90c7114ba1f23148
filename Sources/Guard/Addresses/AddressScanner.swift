import Lexicon

/// Finds addresses in runs of text, as `AddressRun` cuts them.
struct AddressScanner {
    struct Finding: Equatable {
        /// The characters of the run.
        let range: Range<Int>
        let address: Address
        /// The text in plain writing and lower case.
        let text: String
    }

    /// The findings in order, without overlaps.
    private(set) var findings: [Finding] = []

    private let units: [WrittenText.Unit]
    private let context: String
    private let following: Substring
    /// Whether numbers are found in whatever form.
    private let isSource: Bool

    /// The number of characters before a run that can tell what it is.
    static let contextLength = 24
    /// The number of characters behind a run that can tell what it is.
    static let followingLength = 10

    /// Scans `run`. `context` is the text directly before it, `following` the text directly behind it. In a source
    /// numbers are found whatever their form is.
    init(
        _ run: some Collection<Character>,
        context: String = "",
        following: String = "",
        isSource: Bool = false
    ) {
        units = WrittenText(run).units
        self.isSource = isSource
        self.context = String(context.suffix(Self.contextLength))
        self.following = Substring(following.prefix(Self.followingLength))
        guard !units.isEmpty else { return }
        for part in parts() { scan(part) }
        scanNumbers()
        scanAccounts()
        findings.sort { $0.range.lowerBound < $1.range.lowerBound }
    }

    // MARK: Web and mail

    /// The units between signs that no address contains.
    private func parts() -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        for (index, unit) in units.enumerated() where "\"'`,;|{}<>()* ".unicodeScalars.contains(unit.scalar) {
            if start < index { parts.append(start..<index) }
            start = index + 1
        }
        if start < units.count { parts.append(start..<units.count) }
        return parts
    }

    private mutating func scan(_ part: Range<Int>) {
        var end = part.upperBound
        while end > part.lowerBound, ".:!?,;~".unicodeScalars.contains(units[end - 1].scalar) { end -= 1 }
        guard part.lowerBound < end else { return }
        let isPath = isFilePath(part)
        var start = part.lowerBound
        while start < end, !isPath {
            if let address = address(start..<end) {
                add(start..<end, address)
                return
            }
            // An address may begin behind each sign of the part.
            guard let sign = (start..<end).first(where: { Self.starts.contains(units[$0].scalar) }) else { return }
            start = sign + 1
        }
    }

    /// Whether `part` begins with a folder of a Unix system: `/etc/rc.local`.
    private func isFilePath(_ part: Range<Int>) -> Bool {
        let text = text(part.lowerBound..<min(part.lowerBound + 8, part.upperBound))
        return Self.folders.contains(where: text.hasPrefix)
    }

    private static let folders = [
        "bin", "boot", "dev", "etc", "home", "lib", "opt", "proc", "root", "sbin", "srv", "tmp", "usr", "var",
    ]
    .map { "/\($0)/" }
    private static let starts = Set("/:=?&#\\@~^+%$!_-".unicodeScalars)
    private static let hostEnds = Set("/?#:\\@=&%!$^+~".unicodeScalars)

    /// Returns the web or mail address that the whole of `range` is; nil if it is none.
    private func address(_ range: Range<Int>) -> Address? {
        let text = text(range)
        if let scheme = text.firstIndex(of: ":"), Self.schemes.contains(String(text[..<scheme])) {
            if text.hasPrefix("mailto:") {
                return .mail(String(text.dropFirst(7).prefix { $0 != "?" }) + (text.contains("?") ? "?" : ""))
            }
            if text.hasPrefix("tel:") || text.hasPrefix("sms:") { return nil }
            if text.index(after: scheme) < text.endIndex { return .web(Self.withoutScheme(text)) }
        }
        // `tps://` is the rest of an address.
        if let mark = text.range(of: "://"), mark.upperBound < text.endIndex,
            text[..<mark.lowerBound].allSatisfy({ $0.isLatinLetter || $0.isASCIIDigit || "+.-*".contains($0) })
        {
            return .web(Self.withoutScheme(String(text[mark.upperBound...])))
        }
        if text.hasPrefix("www."), text.count > 4 { return .web(Self.withoutScheme(text)) }
        let hostEnd = range.first { Self.hostEnds.contains(units[$0].scalar) } ?? range.upperBound
        if hostEnd < range.upperBound, units[hostEnd].scalar == "@", hostEnd > range.lowerBound {
            let rest = (hostEnd + 1)..<range.upperBound
            let end = rest.first { Self.hostEnds.contains(units[$0].scalar) } ?? range.upperBound
            if isHost((hostEnd + 1)..<end, of: range, isWhole: false) { return .mail(text) }
        }
        if isInternet(range, hostEnd) { return .web(Self.withoutScheme(text)) }
        let isWhole = hostEnd == range.upperBound || !"/?".unicodeScalars.contains(units[hostEnd].scalar)
        guard isHost(range.lowerBound..<hostEnd, of: range, isWhole: isWhole) else { return nil }
        return .web(Self.withoutScheme(hanLabel(before: range) + text))
    }

    private func isHost(_ host: Range<Int>, of part: Range<Int>, isWhole: Bool) -> Bool {
        let next: Character? =
            part.upperBound < units.count ? Character(units[part.upperBound].scalar) : following.first
        let before = host.lowerBound == 0 ? context : context + text(0..<host.lowerBound)
        // A sign that may belong to a path tells nothing if nothing follows it.
        return HostName.isHost(units[host], isWhole: isWhole, context: before, next: next)
    }

    /// The Chinese label of a host whose full stop begins the run: `例子` of `例子.com`.
    private func hanLabel(before range: Range<Int>) -> String {
        guard range.lowerBound == 0, units[0].scalar == "." else { return "" }
        return String(context.reversed().prefix { !$0.isASCII && $0.isLetter }.reversed())
    }

    /// Whether `range` begins with an address of the Internet Protocol: four decimal parts, six or more hexadecimal
    /// ones, or one number in hexadecimal digits.
    private func isInternet(_ range: Range<Int>, _ hostEnd: Int) -> Bool {
        let host = text(range.lowerBound..<hostEnd)
        let before = (context + text(0..<range.lowerBound)).lowercased().trimmingEnd()
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, parts.allSatisfy({ Int($0).map { (0...255).contains($0) } == true && $0.count <= 3 }) {
            let isVersion = ["version", "ver", "v", "版本", "版本号", "build", "firmware", "固件", "release"].contains(
                where: before.hasSuffix
            )
            return !isVersion
        }
        if host.hasPrefix("0x"), (8...10).contains(host.count), host.dropFirst(2).allSatisfy(\.isHexDigit) {
            return !["error", "code", "错误", "代码", "错误码"].contains(where: before.hasSuffix)
        }
        let groups = text(range).prefix { $0 != "/" && $0 != "%" }.split(
            separator: ":",
            omittingEmptySubsequences: false
        )
        let isHex = groups.allSatisfy { $0.count <= 4 && $0.allSatisfy(\.isHexDigit) }
        guard isHex, groups.count >= 3, groups.contains(where: { $0.contains(where: \.isASCIIDigit) }) else {
            return false
        }
        return groups.count == 8 || groups.dropFirst().dropLast().contains("") && groups.contains { $0.count > 2 }
    }

    private static let schemes: Set<String> = [
        "http", "https", "ftp", "ftps", "sftp", "ssh", "mailto", "tel", "sms", "javascript", "data", "file", "vbscript",
        "blob", "ws", "wss", "hxxp", "hxxps", "magnet", "intent", "weixin", "alipay", "alipays", "tg", "whatsapp",
        "skype", "facetime", "sip", "xmpp", "market", "itms", "bitcoin", "ethereum",
    ]

    /// Returns `address` without scheme, `www.` and slashes at its end.
    private static func withoutScheme(_ address: String) -> String {
        var text = address[...]
        for prefix in ["https:", "http:"] where text.hasPrefix(prefix) { text = text.dropFirst(prefix.count) }
        while text.hasPrefix("/") || text.hasPrefix("\\") { text = text.dropFirst() }
        if text.hasPrefix("www.") { text = text.dropFirst(4) }
        while text.hasSuffix("/") { text = text.dropLast() }
        return String(text)
    }

    // MARK: Numbers

    private mutating func scanNumbers() {
        var index = 0
        while let start = units[index...].firstIndex(where: \.scalar.isDigit) {
            var groups = [""]
            var separators: [String] = []
            var gap = ""
            var end = start
            index = start
            while index < units.count, let sign = numberSign(at: index) {
                if units[index].scalar.isDigit {
                    if !gap.isEmpty {
                        separators.append(gap)
                        groups.append("")
                        gap = ""
                    }
                    groups[groups.count - 1].unicodeScalars.append(units[index].scalar)
                    end = index + 1
                } else {
                    gap.append(sign)
                    if gap.count > 3 { break }
                }
                index += 1
            }
            index = max(end, start + 1)
            add(start..<end, groups, separators)
        }
    }

    private func numberSign(at index: Int) -> Character? {
        let scalar = units[index].scalar
        return scalar.isDigit || "+-.() ".unicodeScalars.contains(scalar) ? Character(scalar) : nil
    }

    private mutating func add(_ range: Range<Int>, _ groups: [String], _ separators: [String]) {
        let hasPlus =
            range.lowerBound > 0 && units[range.lowerBound - 1].scalar == "+"
            && (range.lowerBound == 1 ? context.last : Character(units[range.lowerBound - 2].scalar))
                .map { !$0.isLetter && !$0.isNumber && $0 != "+" } ?? true
        let number = NumberSequence(
            groups: groups,
            separators: separators,
            hasPlus: hasPlus,
            before: (context + text(0..<range.lowerBound)).lowercased(),
            after: text(range.upperBound..<units.count) + following.lowercased()
        )
        guard isSource && NumberSequence.lengths.contains(number.digits.count) || number.isContact else { return }
        var range = range
        if hasPlus { range = (range.lowerBound - 1)..<range.upperBound }
        if range.lowerBound > 0, units[range.lowerBound - 1].scalar == "(", text(range).contains(")") {
            range = (range.lowerBound - 1)..<range.upperBound
        }
        add(range, .number(number.key))
    }

    // MARK: Accounts

    private mutating func scanAccounts() {
        var index = 0
        while let start = units[index...].firstIndex(where: { $0.scalar.isNamePart }) {
            let end = units[start...].firstIndex { !$0.scalar.isNamePart } ?? units.count
            let isSentence =
                end == units.count && following.first == " " && following.dropFirst().first?.isLatinLetter == true
            let before = (context + text(0..<start)).lowercased()
            if AccountName.isAccount(text(start..<end), behind: before[...], isSentence: isSentence) {
                add(start..<end, .account(text(start..<end)))
            }
            index = end
        }
    }

    // MARK: Results

    private func text(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(units[range].map(\.scalar))).lowercased()
    }

    /// Adds a finding unless one overlaps it.
    private mutating func add(_ range: Range<Int>, _ address: Address) {
        guard !range.isEmpty else { return }
        let origin = units[range.lowerBound].origin.lowerBound..<units[range.upperBound - 1].origin.upperBound
        guard !findings.contains(where: { $0.range.overlaps(origin) }) else { return }
        findings.append(Finding(range: origin, address: address, text: text(range)))
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(value) }
    fileprivate var isNamePart: Bool {
        value < 0x80 && (isLabelLetter || (0x30...0x39).contains(value) || self == "_" || self == "-")
    }
}
