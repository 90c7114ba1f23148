import Lexicon

/// Finds web addresses, e-mail addresses and telephone numbers in running text.
enum Addresses {
    enum Address: Hashable {
        case web(String)
        case mail(String)
        case telephone(String)
    }

    /// Returns the addresses in `text`, each in the form in which addresses are compared.
    static func all(in text: String) -> Set<Address> {
        var found: Set<Address> = []
        let characters = Array(text)
        var rest = characters[...]
        while let atom = AnswerAtom(in: rest, isLast: true) {
            switch atom.kind {
            case .link(let text, let target, _):
                if let address = address(linkTarget(target)) { found.insert(address) }
                found.formUnion(all(in: text))
            case .bracket(let text): found.formUnion(all(in: text))
            case .tag(let tag): for part in parts(of: String(tag.dropFirst().dropLast())) { insert(part, into: &found) }
            case .run(let run): for part in parts(of: run) { insert(part, into: &found) }
            case .other: break
            }
            rest = rest.dropFirst(atom.length)
        }
        return found
    }

    private static func insert(_ part: Substring, into found: inout Set<Address>) {
        if let address = address(part) { found.insert(address) }
    }

    /// Returns the target of a Markdown link without its title.
    static func linkTarget(_ target: String) -> Substring {
        let start = target.drop(while: \.isWhitespace)
        return start.hasPrefix("<") ? start.dropFirst().prefix { $0 != ">" } : start.prefix { !$0.isWhitespace }
    }

    /// Returns `run` split at characters that no address contains. The parts joined are the run.
    static func parts(of run: String) -> [Substring] {
        var parts: [Substring] = []
        var start = run.startIndex
        for index in run.indices where "\"'`,;|{}<>()*".contains(run[index]) && !isTelephoneBracket(run, index) {
            if start < index { parts.append(run[start..<index]) }
            parts.append(run[index...index])
            start = run.index(after: index)
        }
        if start < run.endIndex { parts.append(run[start...]) }
        return parts
    }

    private static func isTelephoneBracket(_ run: String, _ index: String.Index) -> Bool {
        "()".contains(run[index]) && run.allSatisfy { $0.isASCIIDigit || "+-() ".contains($0) }
    }

    /// Returns the address that `part` is; nil if it is none.
    static func address(_ part: Substring) -> Address? {
        var text = part
        while let last = text.last, ".:!?,;".contains(last) { text = text.dropLast() }
        let lower = text.lowercased()
        if let scheme = lower.range(of: ":"), isScheme(lower[..<scheme.lowerBound]) {
            if lower.hasPrefix("mailto:") {
                return .mail(String(lower.dropFirst(7).prefix { $0 != "?" }) + query(lower))
            }
            if lower.hasPrefix("tel:") { return .telephone(lower.filter(\.isASCIIDigit)) }
            return .web(withoutScheme(lower))
        }
        // `tps://` is the rest of an address.
        if let mark = lower.range(of: "://"), lower[..<mark.lowerBound].allSatisfy(\.isLatinLetter) {
            return .web(withoutScheme(String(lower[mark.upperBound...])))
        }
        if lower.hasPrefix("//") || lower.hasPrefix("www.") { return .web(withoutScheme(lower)) }
        if let at = lower.firstIndex(of: "@"), lower[at...].contains("."), at > lower.startIndex { return .mail(lower) }
        if isTelephone(lower) { return .telephone(lower.filter(\.isASCIIDigit)) }
        return isDomain(lower) ? .web(withoutScheme(lower)) : nil
    }

    private static func query(_ text: String) -> String { text.contains("?") ? "?" : "" }

    private static func isScheme(_ text: some StringProtocol) -> Bool {
        ["http", "https", "ftp", "ftps", "mailto", "tel", "javascript", "data", "file", "vbscript", "sms", "ws", "wss"]
            .contains(String(text))
    }

    /// Returns `address` without scheme, `www.` and slashes at its end.
    private static func withoutScheme(_ address: String) -> String {
        var text = address[...]
        for prefix in ["https:", "http:"] where text.hasPrefix(prefix) { text = text.dropFirst(prefix.count) }
        while text.hasPrefix("/") || text.hasPrefix("\\") { text = text.dropFirst() }
        if text.hasPrefix("www.") { text = text.dropFirst(4) }
        while text.hasSuffix("/") { text = text.dropLast() }
        return String(text)
    }

    /// Returns whether `text` is a host with a known top-level domain, or a host of three labels with a path:
    /// `shop.example/help`.
    private static func isDomain(_ text: String) -> Bool {
        let host = text.prefix { !"/?#:\\".contains($0) }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, labels.allSatisfy({ !$0.isEmpty }),
            host.allSatisfy({ $0.isLatinLetter || $0.isASCIIDigit || $0 == "-" || $0 == "." })
        else { return false }
        return topLevels.contains(String(top))
            || host.count < text.count && top.count >= 2 && top.allSatisfy(\.isLatinLetter)
                && text.dropFirst(host.count).first == "/" && labels.count >= 3
    }

    /// Returns whether `text` has seven to fifteen digits with a plus or in groups, or is a Chinese mobile or service
    /// number.
    private static func isTelephone(_ text: String) -> Bool {
        let digits = text.filter(\.isASCIIDigit)
        guard (7...15).contains(digits.count), text.allSatisfy({ $0.isASCIIDigit || "+-() ".contains($0) }) else {
            return false
        }
        let groups = text.split { !$0.isASCIIDigit }
        // 2027-02-10 is a date.
        if groups.count == 3, groups[0].count == 4, groups[1].count <= 2, groups[2].count <= 2 { return false }
        if text.hasPrefix("+") || groups.count >= 3 { return true }
        if groups.count == 2 { return groups[0].count >= 3 && groups[1].count >= 6 }
        return digits.count == 11 && digits.hasPrefix("1")
            || digits.count == 10 && (digits.hasPrefix("400") || digits.hasPrefix("800"))
    }

    private static let topLevels: Set<String> = [
        "com", "net", "org", "cn", "io", "info", "biz", "top", "xyz", "app", "dev", "ai", "co", "me", "ru", "uk", "de",
        "fr",
        "jp", "kr", "hk", "tw", "sg", "us", "eu", "in", "site", "online", "shop", "club", "vip", "cc", "tv", "ly", "gl",
        "link",
        "click", "live", "store", "tech", "pro", "edu", "gov", "mil", "example", "test", "invalid", "local", "zip",
        "mov", "icu",
    ]
}
