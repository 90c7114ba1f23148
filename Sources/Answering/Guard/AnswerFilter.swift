/// Lets through of a model's answer, as it streams, what a customer may see.
///
/// No link, picture, e-mail address or telephone number that is in no passage shown and not in the settings; no tags of HTML, no markers of
/// chat templates or fences of our prompt, no invisible characters; and nothing more from where the answer begins to recite the prompt. It does not judge what is
/// said: an instruction from a document that was obeyed in plain words is for `SupportCheck`.
package struct AnswerFilter: Sendable {
    /// What was taken out.
    package enum Removal: String, Sendable, Hashable, Codable {
        case link, picture, mail, telephone, tag, marker, invisible, prompt
        /// A long unbroken string that stands in no source: encoded data.
        case blob
    }

    /// Everything taken out so far, in order.
    package private(set) var removals: [Removal] = []
    /// Whether the answer recited the prompt; nothing is shown from there on.
    package private(set) var isClosed = false

    private let allowed: Set<Addresses.Address>
    private let sources: String
    private var leak: PromptLeak
    private var pending: [Character] = []
    /// The last character shown, where nothing was held back behind it.
    private var released: Character?
    /// Text that is judged, and held back while it might be the start of the prompt.
    private var near = ""

    private static let blobLength = 40

    /// `sources` are the passages shown, `settings` what the configuration says of the company, `prompt` what must not be recited.
    package init(sources: [String], settings: [String], prompt: [String]) {
        let texts = sources + settings
        allowed = texts.reduce(into: []) { $0.formUnion(Addresses.all(in: $1)) }
        self.sources = texts.joined(separator: "\n")
        leak = PromptLeak(prompt: prompt, allowed: texts)
    }

    /// Takes the next piece and gives the text that can be shown by now.
    package mutating func consume(_ piece: String) -> String {
        guard !isClosed else { return "" }
        // Scalars that continue the last character join it; those behind one that was shown are lost with it.
        let before = released.map { [$0] } ?? []
        pending = Array(String(before + pending) + piece).dropFirst(before.count).map(\.self)
        if !pending.isEmpty { released = nil }
        return drain(isLast: false)
    }

    /// The text still held back when the reply has ended.
    package mutating func finish() -> String {
        guard !isClosed else { return "" }
        let shown = drain(isLast: true) + near
        near = ""
        return isClosed ? "" : shown
    }

    private mutating func drain(isLast: Bool) -> String {
        var shown = ""
        while !isClosed, let atom = AnswerAtom(in: pending[...], isLast: isLast) {
            if atom.length == pending.count, !isLast {
                // The last character may still be joined by what comes: a selector, a mark.
                guard case .other(let character) = atom.kind, character.standsAlone else { break }
                released = character
            }
            pending.removeFirst(atom.length)
            shown += release(clean(atom.kind))
        }
        return shown
    }

    private mutating func release(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        near += text
        switch leak.read(text) {
        case .near: return ""
        case .clear:
            defer { near = "" }
            return near
        case .leaking:
            isClosed = true
            removals.append(.prompt)
            near = ""
            pending = []
            return ""
        }
    }

    private mutating func clean(_ kind: AnswerAtom.Kind) -> String {
        switch kind {
        case .other(PromptText.fenceOpening), .other(PromptText.fenceClosing): return without(.marker)
        case .other(let character):
            let visible = InvisibleText.removed(from: String(character.standsAlone ? character.base : character))
            if visible.unicodeScalars.count < character.unicodeScalars.count { removals.append(.invisible) }
            return visible
        case .bracket(let text):
            if let length = ChatMarkers.length(at: "[\(text)]"), length == text.count + 2 { return without(.marker) }
            return "[" + clean(text) + "]"
        case .link(let text, let target, let isPicture):
            let address = Addresses.address(Addresses.linkTarget(target))
            let shown = clean(text)
            if let address, isAllowed(address) {
                return (isPicture ? "!" : "") + "[\(shown)](\(Addresses.linkTarget(target)))"
            }
            // `[1](2)` and `a[i](x)` lead nowhere.
            if address == nil, !isPicture, !target.contains(where: { "/.\\:&%".contains($0) }) {
                return "[\(shown)](\(target))"
            }
            if isPicture { return without(.picture) }
            // A mark that was made a link is a mark again.
            return without(.link) + (text.allSatisfy(\.isNumber) ? "[\(shown)]" : shown)
        case .tag(let tag):
            if ChatMarkers.length(at: tag[...]) != nil { return without(.marker) }
            let inner = tag.dropFirst().dropLast()
            if let address = Addresses.address(inner[...]) {
                return isAllowed(address) ? tag : without(removal(of: address))
            }
            return isElement(inner) ? without(.tag) : "<" + clean(String(inner)) + ">"
        case .run(let run):
            return Addresses.parts(of: run).map { clean(part: $0) }.joined()
        }
    }

    /// The text inside a construct, by the same rules.
    private mutating func clean(_ text: String) -> String {
        let characters = Array(text)
        var rest = characters[...]
        var shown = ""
        while let atom = AnswerAtom(in: rest, isLast: true) {
            shown += clean(atom.kind)
            rest = rest.dropFirst(atom.length)
        }
        return shown
    }

    private mutating func clean(part: Substring) -> String {
        let visible = InvisibleText.removed(from: String(part))
        if visible.count < part.count { removals.append(.invisible) }
        if let address = Addresses.address(visible[...]), !isAllowed(address) {
            let end = visible.reversed().prefix { ".!?".contains($0) }.reversed()
            return without(removal(of: address)) + "…" + String(end)
        }
        if visible.count >= Self.blobLength, !sources.contains(visible), visible.contains(where: \.isLetter) {
            return without(.blob) + "…"
        }
        return visible
    }

    private mutating func without(_ removal: Removal) -> String {
        removals.append(removal)
        return ""
    }

    private func isAllowed(_ address: Addresses.Address) -> Bool {
        if allowed.contains(address) { return true }
        guard case .web(let web) = address else { return false }
        // The front door of a site that a source names.
        return allowed.contains {
            if case .web(let known) = $0 { known.prefix { !"/?#".contains($0) } == web } else { false }
        }
    }

    private func removal(of address: Addresses.Address) -> Removal {
        switch address {
        case .web: .link
        case .mail: .mail
        case .telephone: .telephone
        }
    }

    /// Whether `inner` is a tag of HTML rather than a placeholder such as `<order number>`.
    private func isElement(_ inner: Substring) -> Bool {
        let name = inner.drop { $0 == "/" || $0 == "!" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
        return inner.contains("=") || inner.hasPrefix("/") || inner.hasPrefix("!") || elements.contains(name)
    }

    private let elements: Set<String> = [
        "a", "b", "i", "p", "br", "hr", "em", "ul", "ol", "li", "td", "tr", "th", "h1", "h2", "h3", "img", "div",
        "span",
        "body", "html", "head", "link", "meta", "form", "base", "table", "video", "audio", "embed", "input", "style",
        "script", "iframe", "object", "svg", "strong", "button", "source", "picture", "marquee", "details",
    ]
}

extension Character {
    /// Without what was joined to it.
    fileprivate var base: Character { unicodeScalars.first.map(Character.init) ?? self }

    /// Whether it needs nothing that could be joined to it, and loses it: Chinese characters and their marks, which are shown as
    /// they come.
    fileprivate var standsAlone: Bool {
        guard let scalar = unicodeScalars.first, !scalar.properties.isEmoji else { return false }
        switch scalar.value {
        case 0x3001...0x3029, 0xFF01...0xFF60: return true
        default: return scalar.properties.isUnifiedIdeograph
        }
    }
}
