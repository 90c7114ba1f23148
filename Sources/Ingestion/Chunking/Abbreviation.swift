/// Words whose full stop ends no sentence.
enum Abbreviation {
    /// Whether the full stop at `stop` belongs to an abbreviation, an initial or a list number. Looks back a few bytes only.
    static func ends(
        at stop: Int,
        from start: Int,
        in bytes: UnsafeBufferPointer<UInt8>,
        beforeDigit: Bool
    ) -> Bool {
        var first = stop
        while first > start, stop - first <= longest, isWordByte(bytes[first - 1]) { first -= 1 }
        guard first < stop, stop - first <= longest else { return false }
        let word = bytes[first..<stop]
        var before = first
        while before > start, bytes[before - 1] == .space || bytes[before - 1] == .tab { before -= 1 }
        let opensLine = before == start || bytes[before - 1].isLineEnd
        if word.allSatisfy({ (0x2E...0x39).contains($0) }) { return opensLine && !isYear(word) }
        // Initials (J. R. Smith) and list letters. A single I is the pronoun.
        if word.count == 1, let letter = word.first {
            return opensLine || before < first && (0x41...0x5A).contains(letter) && letter != UInt8(ascii: "I")
        }
        let lowered = String(decoding: word, as: UTF8.self).lowercased()
        return always.contains(lowered) || beforeDigit && beforeNumbers.contains(lowered)
    }

    private static let longest = 8

    private static func isYear(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        word.count == 4 && !word.contains(UInt8(ascii: "."))
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E: true
        default: false
        }
    }

    /// Followed by a name or by the rest of the sentence. Those that often close a sentence (etc., Inc., p.m., U.S.) are not
    /// here: before a lower-case letter no full stop ends anything.
    private static let always: Set<String> = [
        "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "rev", "hon", "gen", "col", "capt", "lt", "sgt", "mt",
        "messrs",
        "e.g", "i.e", "eg", "ie", "cf", "vs", "viz", "approx", "ca", "incl", "excl", "resp", "al", "dept", "est",
    ]
    private static let beforeNumbers: Set<String> = [
        "no", "nos", "nr", "fig", "figs", "sec", "sect", "ch", "chap", "vol", "vols", "art", "para", "eq", "p", "pp",
        "ver", "v",
        "ext", "tel", "rm", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "max",
        "min",
    ]
}
