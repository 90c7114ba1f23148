/// The forms in which the state of a token is kept.
enum TokenState {
    /// The share of the standard deviation under which a dimension counts as 0.
    private static let threshold: Float = 0.6

    /// Returns `state` minus `mean` as bytes, the largest as 127.
    static func bytes(_ state: ArraySlice<Float>, minus mean: [Float]) -> [Int8] {
        let centred = zip(state, mean).map { $0 - $1 }
        let largest = centred.reduce(0) { max($0, abs($1)) }
        guard largest > 0 else { return [Int8](repeating: 0, count: centred.count) }
        return centred.map { Int8(($0 * 127 / largest).rounded()) }
    }

    /// Returns the signs of `state` minus `mean`: one bit for each dimension that is positive, then one for each that
    /// is negative. Small ones have neither.
    static func signs(_ state: ArraySlice<Float>, minus mean: [Float]) -> [UInt8] {
        let centred = zip(state, mean).map { $0 - $1 }
        let variance = centred.reduce(0) { $0 + $1 * $1 } / Float(max(centred.count, 1))
        let least = threshold * variance.squareRoot()
        var bits = [UInt8](repeating: 0, count: centred.count / 4)
        for (dimension, value) in centred.enumerated() where abs(value) > least {
            bits[dimension / 8 + (value > 0 ? 0 : centred.count / 8)] |= 1 << UInt8(dimension % 8)
        }
        return bits
    }
}
