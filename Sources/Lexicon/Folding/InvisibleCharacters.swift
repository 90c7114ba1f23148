/// Characters that a reader does not see and a model does: zero-width and bidirectional controls, tag characters,
/// selectors that carry data.
package enum InvisibleCharacters {
    /// Returns `text` without them. Joiners stay where writing needs them: inside emoji, and beside letters of Arabic
    /// and Indic scripts.
    package static func removed(from text: String) -> String {
        guard text.unicodeScalars.contains(where: mayBeInvisible) else { return text }
        var kept = String.UnicodeScalarView()
        for character in text {
            let scalars = character.unicodeScalars
            if scalars.count == 1 {
                if let scalar = scalars.first, !isInvisible(scalar), !isJoiner(scalar) { kept.append(scalar) }
                continue
            }
            // A variation selector can carry a byte of hidden data; writing needs at most one for each character.
            var hasSelector = false
            let needsJoiner =
                scalars.contains { $0.properties.isEmoji && $0.value > 0xFF } || scalars.contains(where: joins)
            for scalar in scalars {
                if isSelector(scalar) {
                    if hasSelector || scalar.value > 0xFFFF { continue }
                    hasSelector = true
                } else if isInvisible(scalar) || isJoiner(scalar) && !needsJoiner {
                    continue
                }
                kept.append(scalar)
            }
        }
        return String(kept)
    }

    /// Whether `text` holds characters whose only use is to hide data: tag characters, or more than two selectors in
    /// a row.
    package static func hideData(in text: String) -> Bool {
        var selectors = 0
        for scalar in text.unicodeScalars {
            if (0xE0000...0xE007F).contains(scalar.value) { return true }
            selectors = isSelector(scalar) ? selectors + 1 : 0
            if selectors > 2 { return true }
        }
        return false
    }

    private static func mayBeInvisible(_ scalar: Unicode.Scalar) -> Bool {
        isInvisible(scalar) || isJoiner(scalar) || isSelector(scalar)
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Soft hyphen, zero width, bidirectional controls, word joiner and its neighbours, interlinear marks, byte
        // order mark, Hangul fillers.
        case 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x115F, 0x1160, 0x3164,
            0xFEFF,
            0xFFA0, 0xFFF9...0xFFFB:
            true
        // Tags (flags of regions use them too, but no document needs those), and controls other than tab and line ends.
        case 0xE0000...0xE0FFF where !(0xE0100...0xE01EF).contains(scalar.value): true
        case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F, 0x7F...0x9F: true
        default: false
        }
    }

    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool { scalar.value == 0x200C || scalar.value == 0x200D }

    private static func isSelector(_ scalar: Unicode.Scalar) -> Bool {
        (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
    }

    /// Letters of Arabic and Indic scripts, whose spelling uses joiners.
    private static func joins(_ scalar: Unicode.Scalar) -> Bool {
        (0x600...0x6FF).contains(scalar.value) || (0x900...0xDFF).contains(scalar.value)
    }
}
