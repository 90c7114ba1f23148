/// The distance between a word and what was typed for it, in typing errors.
///
/// The optimal string alignment distance (Damerau 1964) with weights: exchanged, doubled and left-out letters and
/// neighbours on the keyboard count less than other letters.
enum TypingDistance {
    private static let swap: Float = 0.9
    private static let gap: Float = 1
    private static let repeated: Float = 0.8
    private static let neighbour: Float = 0.9
    private static let other: Float = 1.3

    /// Returns the distance between `typed` and `word`, ASCII letters in lower case; nil if it is more than `most`.
    static func between(_ typed: [UInt8], _ word: [UInt8], atMost most: Float) -> Float? {
        guard Float(abs(typed.count - word.count)) * repeated <= most else { return nil }
        var before: [Float] = []
        var above = (0...word.count).map { Float($0) * gap }
        for row in typed.indices {
            var current = [Float(row + 1) * gap]
            current.reserveCapacity(word.count + 1)
            for column in word.indices {
                var best = above[column] + replacing(typed[row], by: word[column])
                best = min(best, above[column + 1] + dropping(typed, row), current[column] + dropping(word, column))
                if row > 0, column > 0, typed[row] == word[column - 1], typed[row - 1] == word[column] {
                    best = min(best, before[column - 1] + swap)
                }
                current.append(best)
            }
            guard current.contains(where: { $0 <= most }) else { return nil }
            (before, above) = (above, current)
        }
        return above[word.count] <= most ? above[word.count] : nil
    }

    private static func replacing(_ typed: UInt8, by letter: UInt8) -> Float {
        if typed == letter { return 0 }
        return neighbours[Int(typed)] & bit(letter) != 0 ? neighbour : other
    }

    private static func dropping(_ word: [UInt8], _ index: Int) -> Float {
        index > 0 && word[index] == word[index - 1] ? repeated : gap
    }

    /// Returns the bit of a letter in a set of letters.
    static func bit(_ letter: UInt8) -> UInt32 { 1 << UInt32(letter & 0x1F) }

    /// The neighbours of each letter on a QWERTY keyboard, as sets.
    private static let neighbours: [UInt32] = {
        var neighbours = [UInt32](repeating: 0, count: 256)
        let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0.utf8) }
        func join(_ first: UInt8, _ second: UInt8) {
            neighbours[Int(first)] |= bit(second)
            neighbours[Int(second)] |= bit(first)
        }
        for (row, letters) in rows.enumerated() {
            for (place, letter) in letters.enumerated() {
                if place > 0 { join(letter, letters[place - 1]) }
                // A key lies below the gap between two keys of the row above.
                guard row > 0 else { continue }
                for upper in [place, place + 1] where upper < rows[row - 1].count { join(letter, rows[row - 1][upper]) }
            }
        }
        return neighbours
    }()
}
