import Privacy
import RAGCore

extension SettingsReader {
    /// `<role>.input-price-per-million-tokens` and `.output-price-…`; nil where neither is set.
    mutating func tokenPrice(_ role: String) throws -> TokenPrice? {
        let input = try optionalNumber("\(role).input-price-per-million-tokens", in: 0...100_000)
        let output = try optionalNumber("\(role).output-price-per-million-tokens", in: 0...100_000)
        return input == nil && output == nil ? nil : TokenPrice(input: input ?? 0, output: output ?? 0)
    }

    /// The kinds that are listed, all where nothing is said, none for `none`.
    mutating func maskedKinds(_ name: String) throws -> Set<PrivateDataMask.Kind> {
        let words = try strings(name).map { $0.lowercased() }
        if words.isEmpty { return Set(PrivateDataMask.Kind.allCases) }
        if words == ["none"] { return [] }
        return try words.reduce(into: []) { kinds, word in
            guard let kind = PrivateDataMask.Kind(rawValue: word) else {
                let known = PrivateDataMask.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw RAGError(
                    .notConfigured,
                    "The setting \(name) holds \(word)",
                    hint: "Write some of \(known), or none"
                )
            }
            kinds.insert(kind)
        }
    }
}
