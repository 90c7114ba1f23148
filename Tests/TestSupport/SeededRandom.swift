/// Random numbers that are the same in every run (SplitMix64).
package struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    /// Creates a generator that begins with `seed`.
    package init(seed: UInt64) { state = seed }

    /// Returns the next number of the sequence.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Returns `text` cut at random places between its characters.
    package mutating func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...6, using: &self))
            pieces.append(String(piece))
            rest = rest.dropFirst(piece.count)
        }
        return pieces
    }

    /// Returns a text of `count` random pieces of `vocabulary`.
    package mutating func text(of vocabulary: [String], count: Int) -> String {
        (0..<count).map { _ in vocabulary.randomElement(using: &self) ?? "" }.joined()
    }
}
