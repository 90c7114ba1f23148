/// Admits at most 31 Unicode scalars of a character, and 128 flags in a row, in a text that arrives scalar by scalar.
///
/// Swift and the normalisation forms look at a character as a whole, so one letter with a megabyte of combining marks
/// would cost time that is quadratic in its length. So would a row of flags, which are pairs counted from its
/// beginning. 30 marks are the most that the Stream-Safe Text Format allows (UAX #15, 13).
package struct CharacterLimit: Sendable {
    /// The most Unicode scalars of a character.
    static let mostScalars = 31
    /// The most regional indicators in a row.
    private static let mostIndicators = 256

    private var count = 0
    private var indicators = 0
    private var joinsNext = false

    /// Creates a limit for a text that begins.
    package init() {}

    /// Returns whether `scalar` comes next in the text, or is dropped because its character is long enough.
    package mutating func admits(_ scalar: Unicode.Scalar) -> Bool {
        // Neither ASCII nor Han joins the character before it, unless a prefix does. Most text is of these.
        if scalar.value < 0x300 || (0x4E00...0x9FFF).contains(scalar.value) {
            (count, indicators, joinsNext) = (1, 0, false)
            return true
        }
        indicators = (0x1F1E6...0x1F1FF).contains(scalar.value) ? indicators + 1 : 0
        count = joinsNext || scalar.continuesCharacter || Self.isJamo(scalar) ? count + 1 : 1
        joinsNext = Self.joinsNext(scalar)
        return count <= Self.mostScalars && indicators <= Self.mostIndicators
    }

    /// Letters of Hangul that are composed to syllables (UAX #29: L, V, T).
    private static func isJamo(_ scalar: Unicode.Scalar) -> Bool {
        (0x1100...0x11FF).contains(scalar.value) || (0xA960...0xA97C).contains(scalar.value)
            || (0xD7B0...0xD7FB).contains(scalar.value)
    }

    /// Returns whether the scalar after this one belongs to the same character: after a joiner, a virama (combining
    /// class 9), or a mark that is written before its letter (UAX #29: Prepend).
    private static func joinsNext(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0x200D || scalar.properties.canonicalCombiningClass.rawValue == 9
            || scalar.properties.generalCategory == .format && (0x600...0x8FF).contains(scalar.value)
            || scalar.properties.generalCategory == .format && scalar.value > 0x1_0000 && scalar.value < 0xE_0000
    }
}
