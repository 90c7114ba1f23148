/// The transitions of an automaton over Unicode scalars in one table with open addressing, which takes a few
/// nanoseconds for each step.
struct StateTable: Sendable {
    /// State and symbol in one number; the empty places have `vacant`.
    private var keys: [UInt64]
    private var targets: [Int32]
    private var count = 0

    private static let vacant = UInt64.max
    private static let leastSize = 16

    init() {
        keys = Array(repeating: Self.vacant, count: Self.leastSize)
        targets = Array(repeating: 0, count: Self.leastSize)
    }

    /// The state that follows `state` at `symbol`; nil if there is none.
    subscript(state: Int32, symbol: UInt32) -> Int32? {
        let key = Self.key(state, symbol)
        let place = place(of: key)
        return keys[place] == key ? targets[place] : nil
    }

    /// Adds a transition, which must be new.
    mutating func add(_ target: Int32, from state: Int32, at symbol: UInt32) {
        if count * 2 >= keys.count { grow() }
        let key = Self.key(state, symbol)
        let place = place(of: key)
        (keys[place], targets[place]) = (key, target)
        count += 1
    }

    private mutating func grow() {
        let (oldKeys, oldTargets) = (keys, targets)
        keys = Array(repeating: Self.vacant, count: oldKeys.count * 2)
        targets = Array(repeating: 0, count: oldKeys.count * 2)
        for (key, target) in zip(oldKeys, oldTargets) where key != Self.vacant {
            let place = place(of: key)
            (keys[place], targets[place]) = (key, target)
        }
    }

    private static func key(_ state: Int32, _ symbol: UInt32) -> UInt64 { UInt64(symbol) << 32 | UInt64(UInt32(state)) }

    /// Returns the place that holds `key`, or the vacant one where it belongs.
    private func place(of key: UInt64) -> Int {
        // Fibonacci hashing (Knuth, volume 3, 6.4): the high bits of the product depend on all bits of the key.
        let shift = UInt64(keys.count.leadingZeroBitCount + 1)
        var place = Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
        while keys[place] != key, keys[place] != Self.vacant { place = (place + 1) & (keys.count - 1) }
        return place
    }
}
