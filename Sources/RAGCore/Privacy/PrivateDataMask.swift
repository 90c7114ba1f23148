/// Takes numbers and addresses that belong to a person out of a text, before it is stored or logged.
///
/// Each becomes a word in brackets, such as `[phone]`. What only looks like one stays: order numbers, amounts, dates, product
/// codes, and the service numbers of companies (`400-555-0126`), which are nobody's own.
package struct PrivateDataMask: Sendable, Hashable {
    /// What is looked for.
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Chinese mobile and landline numbers, and numbers of other countries as they are usually written.
        case phone
        /// Numbers of Chinese resident identity cards (GB 11643).
        case id
        /// Numbers of payment cards (ISO/IEC 7812), and of bank accounts (IBAN, ISO 13616).
        case card
        case email
    }

    /// Kinds that are masked; none for no masking at all.
    package let kinds: Set<Kind>
    /// What stays although it is of such a kind.
    private let spared: Set<String>

    /// Masks `kinds`, except for what stands in `known`: texts of the company itself, such as its contact and its documents.
    package init(_ kinds: Set<Kind> = Set(Kind.allCases), sparing known: [String] = []) {
        self.kinds = kinds
        spared = Self.keys(in: known)
    }

    private init(_ kinds: Set<Kind>, spared: Set<String>) {
        (self.kinds, self.spared) = (kinds, spared)
    }

    /// A mask that spares what stands in `known` as well.
    package func sparing(_ known: [String]) -> PrivateDataMask {
        kinds.isEmpty ? self : PrivateDataMask(kinds, spared: spared.union(Self.keys(in: known)))
    }

    /// `text` without private data.
    package func masked(_ text: String) -> String {
        guard !kinds.isEmpty, text.utf8.contains(where: { $0 &- 0x30 < 10 || $0 == 0x40 || $0 >= 0x80 }) else {
            return text
        }
        let found = PrivateDataScan(text).findings.filter { kinds.contains($0.kind) && !spared.contains($0.key) }
        guard !found.isEmpty else { return text }
        let scalars = Array(text.unicodeScalars)
        var masked = String.UnicodeScalarView()
        var position = 0
        for finding in found {
            masked += scalars[position..<finding.range.lowerBound]
            masked += "[\(finding.kind.rawValue)]".unicodeScalars
            position = finding.range.upperBound
        }
        masked += scalars[position...]
        return String(masked)
    }

    private static func keys(in texts: [String]) -> Set<String> {
        texts.reduce(into: []) { keys, text in keys.formUnion(PrivateDataScan(text).findings.map(\.key)) }
    }
}
