/// Finds e-mail addresses and IBANs.
struct AddressScan: Sendable {
    private(set) var findings: [PrivateDataScan.Finding] = []
    private let scalars: [Unicode.Scalar]

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
        var position = 0
        while position < scalars.count {
            let finding = scalars[position] == "@" ? email(around: position) : iban(at: position)
            if let finding, finding.range.lowerBound >= findings.last?.range.upperBound ?? 0 {
                findings.append(finding)
                position = finding.range.upperBound
            } else {
                position += 1
            }
        }
    }

    /// Returns the e-mail address around `at`. Only ASCII is read, because Chinese words often stand directly beside
    /// an address.
    private func email(around at: Int) -> PrivateDataScan.Finding? {
        var start = at
        while start > 0, Self.isLocal(scalars[start - 1]) { start -= 1 }
        while start < at, scalars[start] == "." || scalars[start] == "-" { start += 1 }
        var end = at + 1
        while end < scalars.count, Self.isDomain(scalars[end]) { end += 1 }
        while end > at + 1, scalars[end - 1] == "." || scalars[end - 1] == "-" { end -= 1 }
        guard start < at, let dot = scalars[(at + 1)..<end].lastIndex(of: "."), dot > at + 1,
            end - dot > 2, scalars[(dot + 1)..<end].allSatisfy(\.isASCIILetter)
        else { return nil }
        return .init(kind: .email, range: start..<end, key: Self.text(scalars[start..<end]).lowercased())
    }

    /// Returns the IBAN at `start`: two letters, two check digits, 11 to 30 letters and digits, in groups of four or
    /// without spaces.
    private func iban(at start: Int) -> PrivateDataScan.Finding? {
        guard start + 15 <= scalars.count, scalars[start].isASCIILetter, scalars[start + 1].isASCIILetter,
            scalars[start + 2].isASCIIDigit, scalars[start + 3].isASCIIDigit,
            start == 0 || !Self.isWord(scalars[start - 1])
        else { return nil }
        var characters: [Unicode.Scalar] = []
        var end = start
        while end < scalars.count {
            if Self.isWord(scalars[end]) {
                characters.append(scalars[end])
            } else if scalars[end] != " " || !characters.count.isMultiple(of: 4) {
                break
            }
            end += 1
            let isWhole = end == scalars.count || !Self.isWord(scalars[end])
            if isWhole, (15...34).contains(characters.count), Self.isIBAN(characters) {
                return .init(kind: .card, range: start..<end, key: Self.text(characters[...]).uppercased())
            }
            if characters.count > 34 { break }
        }
        return nil
    }

    /// Returns whether the check digits are right: with the first four characters at the end and letters as numbers,
    /// the remainder of the division by 97 is 1 (ISO 7064, MOD 97-10).
    private static func isIBAN(_ characters: [Unicode.Scalar]) -> Bool {
        var remainder: UInt32 = 0
        for scalar in characters[4...] + characters[..<4] {
            let isDigit = scalar.isASCIIDigit
            let value = isDigit ? scalar.value - 0x30 : (scalar.value | 0x20) - 0x61 + 10
            remainder = (remainder * (isDigit ? 10 : 100) + value) % 97
        }
        return remainder == 1
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCIILetter || scalar.isASCIIDigit }
    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        isWord(scalar) || "._%+-".unicodeScalars.contains(scalar)
    }
    private static func isDomain(_ scalar: Unicode.Scalar) -> Bool { isWord(scalar) || scalar == "." || scalar == "-" }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}
