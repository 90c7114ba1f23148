import Lexicon

/// The addresses that an answer may contain.
struct KnownAddresses: Sendable {
    private let addresses: Set<Address>
    /// The sources in plain writing and lower case.
    private let text: String
    /// The customer's own words in plain writing, whose numbers may be repeated.
    private let asked: String

    /// Collects the addresses in `sources`, and the numbers in the customer's questions, such as an order's.
    init(sources: [SourceText], asked: [SourceText]) {
        var addresses = sources.reduce(into: Set<Address>()) { $0.formUnion($1.addresses) }
        for case .number(let digits) in asked.flatMap(\.addresses) { addresses.insert(.number(digits)) }
        self.addresses = addresses
        text = sources.map(\.plain).joined(separator: "\n")
        self.asked = asked.map(\.plain).joined(separator: "\n")
    }

    /// Returns the addresses in `text`.
    static func all(in text: String) -> Set<Address> {
        var found: Set<Address> = []
        let characters = Array(text)
        var rest = characters[...]
        while let atom = AnswerAtom(in: rest, isLast: true) {
            let context = characters[..<rest.startIndex].suffix(AddressScanner.contextLength)
            let end = rest.startIndex + atom.length
            switch atom.kind {
            case .link(let text, let target, _):
                insert(target[...], into: &found)
                found.formUnion(all(in: text))
            case .bracket(let text): found.formUnion(all(in: text))
            case .tag(let tag): insert(tag.dropFirst().dropLast(), into: &found)
            case .run(let run):
                let following = characters[end...].prefix(AddressScanner.followingLength)
                let scanner = AddressScanner(
                    run,
                    context: String(context),
                    following: String(following),
                    isSource: true
                )
                found.formUnion(scanner.findings.map(\.address))
            case .other: break
            }
            rest = characters[end...]
        }
        return found
    }

    private static func insert(_ text: Substring, into found: inout Set<Address>) {
        found.formUnion(AddressScanner(text, isSource: true).findings.map(\.address))
    }

    /// Returns whether the answer may contain the finding.
    func allow(_ finding: AddressScanner.Finding) -> Bool {
        if addresses.contains(finding.address) { return true }
        switch finding.address {
        case .web(let web):
            // The home page of a site that a source names is allowed.
            let isHome = addresses.contains {
                switch $0 {
                case .web(let known): known.prefix { !"/?#".contains($0) } == web
                case .mail(let known): known.hasSuffix("@" + web)
                default: false
                }
            }
            return isHome || contains(finding.text, in: text, joinedBy: "-_@/.:")
        case .mail: return contains(finding.text, in: text, joinedBy: "-_@/.:")
        case .number: return contains(finding.text, in: text + "\n" + asked, joinedBy: "")
        case .account: return contains(finding.text, in: text, joinedBy: "-_")
        }
    }

    /// Returns whether `text` contains `word` and neither letters, digits nor the signs that join it to more stand
    /// beside it.
    private func contains(_ word: String, in text: String, joinedBy signs: String) -> Bool {
        var rest = text[...]
        while let range = rest.range(of: word) {
            let before = text[..<range.lowerBound].last
            let after = text[range.upperBound...]
            // A full stop ends the sentence.
            let next = after.first == "." && after.dropFirst().first?.isLetter != true ? nil : after.first
            let isJoined = [before, next].contains { $0.map { $0.joinsWord || signs.contains($0) } == true }
            if !isJoined { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }
}

extension Character {
    /// Whether it continues a Latin word or a number.
    fileprivate var joinsWord: Bool { isLatinLetter || isASCIIDigit }
}
