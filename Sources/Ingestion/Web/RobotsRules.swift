import Foundation

/// The rules of a site's robots.txt for this program (RFC 9309).
struct RobotsRules: Sendable, Hashable {
    private struct Rule: Sendable, Hashable {
        let allows: Bool
        let pattern: [UInt8]
        let isAnchored: Bool
    }

    private var rules: [Rule] = []
    /// Seconds between two requests; 0 if the site asks for none.
    private(set) var crawlDelay = 0.0
    /// Whether robots.txt could not be fetched, so that no page may be fetched now.
    private(set) var isUnreachable = false

    /// The name of this program in `User-agent` lines.
    static let productToken = "kefu"
    static let all = RobotsRules()
    static let unreachable: RobotsRules = {
        var rules = RobotsRules()
        rules.isUnreachable = true
        return rules
    }()

    private init() {}

    /// Parses robots.txt: the groups for this program, or else those for all. Reads at most the first 500 KiB (RFC
    /// 9309, 2.5).
    init(_ bytes: Data) {
        let text = String(decoding: bytes.prefix(512_000), as: UTF8.self)
        var groups: [String: RobotsRules] = [:]
        var agents: [String] = []
        var isInAgents = false
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.prefix { $0 != "#" }.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let key = parts[0].trimmingCharacters(in: .whitespaces.union(["\u{FEFF}"])).lowercased()
            let value = parts[1].trimmingCharacters(in: .whitespaces)
            if key == "user-agent" {
                if !isInAgents { agents = [] }
                isInAgents = true
                // `kefu/1.0` also names this program.
                agents.append(String(value.lowercased().prefix { $0 != "/" && !$0.isWhitespace }))
                for agent in agents where groups[agent] == nil { groups[agent] = RobotsRules() }
            } else if ["allow", "disallow", "crawl-delay"].contains(key) {
                isInAgents = false
                for agent in agents { groups[agent]?.add(key, value) }
            }
        }
        self = groups[Self.productToken] ?? groups["*"] ?? .all
    }

    private mutating func add(_ key: String, _ value: String) {
        if key == "crawl-delay" {
            if let seconds = Double(value), seconds >= 0, seconds.isFinite { crawlDelay = seconds }
            return
        }
        guard value.hasPrefix("/") || value.hasPrefix("*") else { return }
        var pattern = Array(WebAddress.percentNormalized(value).utf8)
        let isAnchored = pattern.last == UInt8(ascii: "$")
        if isAnchored { pattern.removeLast() }
        rules.append(Rule(allows: key == "allow", pattern: pattern, isAnchored: isAnchored))
    }

    /// Returns whether `address` may be fetched. The longest matching rule decides; of two equally long ones, the one
    /// that allows.
    func allows(_ address: WebAddress) -> Bool {
        guard !isUnreachable else { return false }
        if address.path == "/robots.txt" { return true }
        let target = Array(address.target.utf8)
        let fitting = rules.filter { rule in
            wildcardMatch(
                rule.isAnchored ? rule.pattern : rule.pattern + [UInt8(ascii: "*")],
                target,
                isStar: { $0 == UInt8(ascii: "*") },
                matches: ==
            )
        }
        let longest = fitting.max { ($0.pattern.count, $0.allows ? 1 : 0) < ($1.pattern.count, $1.allows ? 1 : 0) }
        return longest?.allows ?? true
    }
}
