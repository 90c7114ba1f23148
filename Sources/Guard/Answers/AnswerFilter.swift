import Lexicon
import RAGCore

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
        case link, picture, mail, telephone, account, tag, marker, invisible, prompt
        /// A long unbroken string that stands in no source, such as encoded data.
        case blob
    }

    /// The kinds of everything removed so far, in order.
    package private(set) var removals: [Removal] = []
    /// Whether the answer recited the prompt. Nothing is shown from there on.
    package private(set) var isClosed = false

    private let known: KnownAddresses
    private let sources: String
    private var leak: PromptLeak
    private var pending: [Character] = []
    /// The number of pending characters from which they are looked at again.
    private var enough = 0
    /// The last character shown; nil while text behind it is held back.
    private var released: Character?
    /// Text that has been filtered but is held back while it may be the beginning of the prompt.
    private var near = ""
    private var gap = RemovalGap(isStrict: false)
    /// The end of the text that is shown or held back.
    private var context: [Character] = []

    private static let blobLength = 40
    /// The number of characters from which waiting text is not looked at with each piece.
    private static let longWait = 128
    /// The number of characters from which the context is cut to its length.
    private static let mostContext = 256
    /// The number of digits from which the text behind a run can tell that it is no number of a person.
    private static let numberLength = NumberSequence.lengths.lowerBound

    /// Creates a filter that allows the addresses in `sources` (the passages shown) and `settings` (what the
    /// configuration says about the company) and the numbers in `asked` (the customer's questions), and does not let
    /// `prompt` be recited.
    package init(sources: [String], settings: [String], asked: [String] = [], prompt: [String]) {
        let cache = SourceCache(capacity: sources.count + settings.count)
        self.init(sources: sources, settings: settings, asked: asked, prompt: prompt, cache: cache)
    }

    /// Creates a filter whose sources are kept in `cache` for the next one.
    package init(sources: [String], settings: [String], asked: [String], prompt: [String], cache: SourceCache) {
        let texts = (sources + settings).map { text in cache.value(for: ExactText(text)) { SourceText(text) } }
        known = KnownAddresses(sources: texts, asked: asked.map(SourceText.init))
        self.sources = texts.map(\.text).joined(separator: "\n")
        leak = PromptLeak(prompt: prompt, allowed: texts.map(\.letters))
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
        // A scalar that continues the last character joins it, and no other one. If that character was shown already,
        // the scalar is dropped.
        if let last = pending.popLast() {
            pending += String(last) + piece
        } else {
            pending += ((released.map(String.init) ?? "") + piece).dropFirst(released == nil ? 0 : 1)
            if !pending.isEmpty { released = nil }
        }
        return pending.count < enough ? "" : drain(isLast: false)
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
        var place = 0
        while !isClosed, let atom = AnswerAtom(in: pending[place...], isLast: isLast) {
            let end = place + atom.length
            if end == pending.count, !isLast {
                // A selector or combining mark that follows may still join the last character.
                guard case .other(let character) = atom.kind, character.standsAlone else { break }
                released = character
            }
            let following = pending[end...].prefix(AddressScanner.followingLength)
            if !isLast, case .run(let run) = atom.kind, needsMore(following, behind: run) { break }
            let (text, hasRemoved) = cleaned(atom, context: context, following: following)
            place = end
            let bridged = gap.bridged(text, hasRemoved: hasRemoved)
            context.append(contentsOf: bridged)
            if context.count > Self.mostContext { context.removeFirst(context.count - AddressScanner.contextLength) }
            shown += release(bridged)
        }
        pending.removeFirst(min(place, pending.count))
        // Text that waits for its end is looked at again when it has grown by a share, so that a long one does not take
        // quadratic time.
        enough = pending.count < Self.longWait ? 0 : pending.count + pending.count / 16
        return shown
    }

    /// Returns whether the text behind a run is too short to tell what the run is.
    private func needsMore(_ following: ArraySlice<Character>, behind run: String) -> Bool {
        if following.contains(where: \.isNewline) { return false }
        if following.count == 1, following.first == " " { return true }
        return following.count < AddressScanner.followingLength
            && run.count { $0.isNumber } >= Self.numberLength
    }

    /// Returns the text of an atom that is shown, and whether nothing is left of it. Invisible characters stand inside
    /// words, which stay whole.
    private mutating func cleaned(
        _ atom: AnswerAtom,
        context: [Character],
        following: ArraySlice<Character>
    ) -> (text: String, hasRemoved: Bool) {
        if case .other(let character) = atom.kind, character.isPlainHan { return (String(character), false) }
        let before = removals.count
        let context = String(context.suffix(AddressScanner.contextLength))
        let text = clean(atom.kind, context: context, following: String(following))
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

    private mutating func clean(_ kind: AnswerAtom.Kind, context: String, following: String) -> String {
        switch kind {
        case .other(PromptText.fenceOpening), .other(PromptText.fenceClosing): return without(.marker)
        case .other(let character):
            let visible = InvisibleCharacters.removed(from: String(character.standsAlone ? character.base : character))
            if visible.unicodeScalars.count < character.unicodeScalars.count { removals.append(.invisible) }
            return visible
        case .bracket(let text):
            if let length = ChatMarkers.length(at: "[\(text)]"), length == text.count + 2 { return without(.marker) }
            return "[" + clean(text, context: context + "[") + "]"
        case .link(let text, let target, let isPicture):
            let addresses = LinkTarget.addresses(target)
            let shown = clean(text, context: context + "[")
            if !addresses.isEmpty, addresses.allSatisfy(known.allow) {
                return (isPicture ? "!" : "") + "[\(shown)](\(LinkTarget.place(target)))"
            }
            if addresses.isEmpty, !isPicture, !LinkTarget.isPlace(target) { return "[\(shown)](\(target))" }
            if isPicture { return without(.picture) }
            // A citation mark that the model wrote as a link becomes a mark again.
            return without(.link) + (text.allSatisfy(\.isNumber) ? "[\(shown)]" : shown)
        case .tag(let tag):
            if ChatMarkers.length(at: tag[...]) != nil { return without(.marker) }
            let inner = tag.dropFirst().dropLast()
            let addresses = inner.contains(" ") ? [] : LinkTarget.addresses(String(inner))
            if let first = addresses.first, first.range.lowerBound == 0 {
                return addresses.allSatisfy(known.allow) ? tag : without(removal(of: first.address))
            }
            return isElement(inner) ? without(.tag) : "<" + clean(String(inner), context: context + "<") + ">"
        case .run(let run): return clean(run: Array(run), context: context, following: following)
        }
    }

    /// Filters the text inside a link, bracket or tag by the same rules.
    private mutating func clean(_ text: String, context: String) -> String {
        let characters = Array(text)
        var rest = characters[...]
        var shown = ""
        var context = Array(context)
        var gap = RemovalGap(isStrict: gap.isStrict)
        while let atom = AnswerAtom(in: rest, isLast: true) {
            let following = rest.dropFirst(atom.length).prefix(AddressScanner.followingLength)
            let (text, hasRemoved) = cleaned(atom, context: context, following: following)
            let bridged = gap.bridged(text, hasRemoved: hasRemoved)
            context.append(contentsOf: bridged)
            shown += bridged
            rest = rest.dropFirst(atom.length)
        }
        return shown
    }

    private mutating func clean(run: [Character], context: String, following: String) -> String {
        let findings = AddressScanner(run, context: context, following: following).findings
        var shown = ""
        var place = 0
        for finding in findings where !known.allow(finding) && finding.range.lowerBound >= place {
            shown += visible(run[place..<finding.range.lowerBound])
            shown += without(removal(of: finding.address)) + "…"
            place = finding.range.upperBound
        }
        // A run that is cut at its longest may go on as an address.
        return shown + visible(run[place...], isCut: run.count >= AddressRun.longest)
    }

    /// Returns text without addresses as it is shown: without invisible characters and long encoded strings.
    private mutating func visible(_ run: ArraySlice<Character>, isCut: Bool = false) -> String {
        let text = String(run)
        let visible = InvisibleCharacters.removed(from: text)
        if visible.unicodeScalars.count < text.unicodeScalars.count { removals.append(.invisible) }
        guard isCut || visible.count >= Self.blobLength else { return visible }
        var shown = ""
        let parts = visible.split(omittingEmptySubsequences: false) { "\"'`,;|{}<>()*".contains($0) }
        for (index, part) in parts.enumerated() {
            let isBlob = part.count >= Self.blobLength && part.hasLongWord && !sources.contains(part)
            shown += isBlob || isCut && index == parts.count - 1 ? without(.blob) + "…" : String(part)
            if part.endIndex < visible.endIndex { shown.append(visible[part.endIndex]) }
        }
        return shown
    }

    private mutating func without(_ removal: Removal) -> String {
        removals.append(removal)
        return ""
    }

    private func removal(of address: Address) -> Removal {
        switch address {
        case .web: .link
        case .mail: .mail
        case .number: .telephone
        case .account: .account
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
        guard let scalar = unicodeScalars.first else { return false }
        if (0x4E00...0x9FFF).contains(scalar.value) { return true }
        guard !scalar.properties.isEmoji else { return false }
        switch scalar.value {
        case 0x3001...0x3029, 0xFF01...0xFF60: return true
        default: return scalar.properties.isUnifiedIdeograph
        }
    }
}

extension StringProtocol {
    /// Whether it has a word longer than those of paths and versions, with a letter.
    fileprivate var hasLongWord: Bool {
        split { !$0.isLetter && !$0.isNumber && !"+=".contains($0) }.contains { word in
            word.count >= 24 && word.contains(where: \.isLetter)
        }
    }
}
