/// Replaces numbers and addresses of persons in a text before it is stored or logged.
///
/// Each becomes a word in brackets, such as `[phone]`. Order numbers, amounts, dates, product codes and service
/// numbers of companies (`400-555-0126`) stay.
package struct PrivateDataMask: Sendable, Hashable {
    /// The kind of private data.
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Chinese mobile and landline numbers, and numbers of other countries as they are usually written.
        case phone
        /// Numbers of Chinese resident identity cards (GB 11643).
        case id
        /// Numbers of payment cards (ISO/IEC 7812), and of bank accounts (IBAN, ISO 13616).
        case card
        case email
    }

    /// The kinds that are masked; empty for no masking.
    package let kinds: Set<Kind>
    /// The keys of the company's own numbers and addresses, which stay.
    private let spared: Set<String>

    /// Creates a mask for `kinds` that spares the numbers and addresses in `known`: texts of the company, such as its
    /// contact and its documents.
    package init(_ kinds: Set<Kind> = Set(Kind.allCases), sparing known: [String] = []) {
        self.kinds = kinds
        spared = Self.keys(in: known)
    }

    private init(_ kinds: Set<Kind>, spared: Set<String>) {
        (self.kinds, self.spared) = (kinds, spared)
    }

    /// Returns a mask that also spares the numbers and addresses in `known`.
    package func sparing(_ known: [String]) -> PrivateDataMask {
        kinds.isEmpty ? self : PrivateDataMask(kinds, spared: spared.union(Self.keys(in: known)))
    }

    /// Returns `text` with private data replaced.
    package func masked(_ text: String) -> String {
        let found = findings(in: text)
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

    /// Returns a key for each number and address that `masked` replaces in `texts`, equal for all its spellings.
    package func maskedKeys(in texts: [String]) -> Set<String> {
        Set(texts.flatMap { findings(in: $0).map(\.key) })
    }

    private func findings(in text: String) -> [PrivateDataScan.Finding] {
        guard !kinds.isEmpty, text.utf8.contains(where: { $0 &- 0x30 < 10 || $0 == 0x40 || $0 >= 0x80 }) else {
            return []
        }
        return PrivateDataScan(text).findings.filter { kinds.contains($0.kind) && !spared.contains($0.key) }
    }

    private static func keys(in texts: [String]) -> Set<String> {
        texts.reduce(into: []) { keys, text in keys.formUnion(PrivateDataScan(text).findings.map(\.key)) }
    }
}
