/// A text as the count of its pairs of characters, each pair in a component that its code decides (feature hashing,
/// Weinberger et al., 2009): the same in every run, and texts alike point alike.
struct PairVector {
    private(set) var components: [Float]

    init(_ text: String, dimensions: Int) {
        components = [Float](repeating: 0, count: dimensions)
        var before: UInt64 = 0
        for scalar in text.lowercased().unicodeScalars where !scalar.properties.isWhitespace {
            let code = UInt64(scalar.value)
            var hash = (before << 21 ^ code) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
            components[Int(hash % UInt64(dimensions))] += hash >> 63 == 0 ? 1 : -1
            before = code
        }
        if !components.contains(where: { $0 != 0 }) { components[0] = 1 }
    }
}
