import RAGCore

/// Words whose full stop ends no sentence.
enum Abbreviation {
    /// Whether the full stop at `stop` belongs to an abbreviation, an initial or a list number. Looks back a few
    /// bytes only.
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
            return opensLine || before < first && isCapital(letter) && letter != UInt8(ascii: "I")
        }
        // U.S., Ph.D.: a name follows as often as a new sentence does, and a sentence too long is the lesser harm.
        if isCapital(word[stop - 1]), word.contains(.fullStop) { return true }
        let key = key(of: word)
        return always.contains(key) || beforeDigit && beforeNumbers.contains(key)
    }

    /// Bytes of the longest word looked at: those that fit in a key.
    private static let longest = 8

    /// The letters of a word in lower case, in one number.
    private static func key(of word: some Sequence<UInt8>) -> UInt64 { word.reduce(0) { $0 << 8 | UInt64($1 | 0x20) } }

    private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

    private static func isYear(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        word.count == 4 && !word.contains(.fullStop)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E: true
        default: false
        }
    }

    /// Followed by a name or by the rest of the sentence. Those that often close a sentence (etc., Inc., p.m.) are not
    /// here: before a lower-case letter no full stop ends anything.
    private static let always = keys(
        "mr mrs ms dr prof st sr jr rev hon gen col capt lt sgt mt messrs",
        "e.g i.e eg ie cf vs viz approx ca incl excl resp al dept est"
    )
    private static let beforeNumbers = keys(
        "no nos nr fig figs sec sect ch chap vol vols art para eq p pp ver v ext tel rm max min",
        "jan feb mar apr jun jul aug sep sept oct nov dec"
    )

    private static func keys(_ lists: String...) -> Set<UInt64> {
        Set(lists.flatMap { $0.split(separator: " ").map { key(of: $0.utf8) } })
    }
}

extension UInt8 {
    fileprivate static let fullStop: UInt8 = 0x2E
}
