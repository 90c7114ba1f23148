import Lexicon

/// Removes from a streamed answer what a customer must not see.
///
/// It removes links, pictures, e-mail addresses and telephone numbers that stand neither in a passage shown nor in
/// the settings, HTML tags, markers of chat templates, the fences of our prompt, and invisible characters. Where the
/// answer begins to recite the prompt, it ends. It does not judge statements: an answer that followed an instruction
/// from a document in plain words is left to the support check of Grounding.
///
/// What it removes leaves a gap where the text around it would join: `ht<b>tps` stays in two parts.
package struct AnswerFilter: Sendable {
    /// The kind of a removed piece.
    package enum Removal: String, Sendable, Hashable, Codable {
        case link, picture, mail, telephone, tag, marker, invisible, prompt
        /// A long unbroken string that stands in no source, such as encoded data.
        case blob
    }

    /// The kinds of everything removed so far, in order.
    package private(set) var removals: [Removal] = []
    /// Whether the answer recited the prompt. Nothing is shown from there on.
    package private(set) var isClosed = false

    private let allowed: Set<Addresses.Address>
    private let sources: String
    private var leak: PromptLeak
    private var pending: [Character] = []
    /// The last character shown; nil while text behind it is held back.
    private var released: Character?
    /// Text that has been filtered but is held back while it may be the beginning of the prompt.
    private var near = ""
    private var gap = RemovalGap(isStrict: false)

    private static let blobLength = 40

    /// Creates a filter that allows the addresses in `sources` (the passages shown) and `settings` (what the
    /// configuration says about the company), and does not let `prompt` be recited.
    package init(sources: [String], settings: [String], prompt: [String]) {
        let texts = sources + settings
        allowed = texts.reduce(into: []) { $0.formUnion(Addresses.all(in: $1)) }
        self.sources = texts.joined(separator: "\n")
        leak = PromptLeak(prompt: prompt, allowed: texts)
    }

    /// A new filter with the same addresses that looks for no prompt.
    package var withoutPrompt: AnswerFilter {
        var filter = self
        filter.leak = PromptLeak(prompt: [], allowed: [])
        filter.gap = RemovalGap(isStrict: true)
        return filter
    }

    /// Takes the next piece of the answer and returns the text that can be shown now.
    package mutating func consume(_ piece: String) -> String {
        guard !isClosed else { return "" }
        // A scalar that continues the last character joins it. If that character was shown already, the scalar is
        // dropped.
        let before = released.map { [$0] } ?? []
        pending = Array(String(before + pending) + piece).dropFirst(before.count).map(\.self)
        if !pending.isEmpty { released = nil }
        return drain(isLast: false)
    }

    /// Returns the text that is still held back when the answer has ended.
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
                // A selector or combining mark that follows may still join the last character.
                guard case .other(let character) = atom.kind, character.standsAlone else { break }
                released = character
            }
            pending.removeFirst(atom.length)
            let (text, hasRemoved) = cleaned(atom)
            shown += release(gap.bridged(text, hasRemoved: hasRemoved))
        }
        return shown
    }

    /// Returns the text of an atom that is shown, and whether nothing is left of it. Invisible characters stand inside
    /// words, which stay whole.
    private mutating func cleaned(_ atom: AnswerAtom) -> (text: String, hasRemoved: Bool) {
        let before = removals.count
        let text = clean(atom.kind)
        return (text, text.isEmpty && removals.count > before && removals.last != .invisible)
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
            let visible = InvisibleCharacters.removed(from: String(character.standsAlone ? character.base : character))
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
            // `[1](2)` and `a[i](x)` are not links.
            if address == nil, !isPicture, !target.contains(where: { "/.\\:&%".contains($0) }) {
                return "[\(shown)](\(target))"
            }
            if isPicture { return without(.picture) }
            // A citation mark that the model wrote as a link becomes a mark again.
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

    /// Filters the text inside a link, bracket or tag by the same rules.
    private mutating func clean(_ text: String) -> String {
        let characters = Array(text)
        var rest = characters[...]
        var shown = ""
        var gap = RemovalGap(isStrict: gap.isStrict)
        while let atom = AnswerAtom(in: rest, isLast: true) {
            let (text, hasRemoved) = cleaned(atom)
            shown += gap.bridged(text, hasRemoved: hasRemoved)
            rest = rest.dropFirst(atom.length)
        }
        return shown
    }

    private mutating func clean(part: Substring) -> String {
        let visible = InvisibleCharacters.removed(from: String(part))
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
        // The home page of a site that a source names is allowed.
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
    /// The character without the scalars that joined it.
    fileprivate var base: Character { unicodeScalars.first.map(Character.init) ?? self }

    /// Whether it is a Han character or Chinese punctuation. Nothing needs to join these, so they are shown as they
    /// arrive.
    fileprivate var standsAlone: Bool {
        guard let scalar = unicodeScalars.first, !scalar.properties.isEmoji else { return false }
        switch scalar.value {
        case 0x3001...0x3029, 0xFF01...0xFF60: return true
        default: return scalar.properties.isUnifiedIdeograph
        }
    }
}
