import RAGCore

/// Splits of texts for cross-validation. They depend on the texts alone, not on their order.
enum Folds {
    /// Returns the fold of each text, 0 to `count` - 1, so that each class is spread evenly over the folds. `keys` tell
    /// texts apart; texts with equal keys share a fold, so that no text is tested on its own copy.
    static func stratified(_ labels: [Int], keys: [String], count: Int) -> [Int] {
        var folds = [Int](repeating: 0, count: labels.count)
        let groups = Dictionary(grouping: labels.indices) { keys[$0] }
        let order = groups.keys.map { key in (hash: scrambled(key), key: key) }.sorted { $0 < $1 }
        var next: [Int: Int] = [:]
        for (_, key) in order {
            guard let rows = groups[key], let first = rows.min(by: { labels[$0] < labels[$1] }) else { continue }
            let label = labels[first]
            // Classes begin at different folds, so that small classes do not all fall into the first one.
            let fold = next[label] ?? Int(scrambled(String(label)) % UInt64(count))
            for row in rows { folds[row] = fold }
            next[label] = (fold + 1) % count
        }
        return folds
    }

    /// Returns the fold of each class.
    static func ofClasses(_ classes: Int, count: Int) -> [Int] {
        var folds = [Int](repeating: 0, count: classes)
        let order = (0..<classes).sorted { (scrambled(String($0)), $0) < (scrambled(String($1)), $1) }
        for (rank, label) in order.enumerated() { folds[label] = rank % count }
        return folds
    }

    /// Returns a number that differs at random between texts (FNV-1a, then a mixing step of SplitMix64).
    private static func scrambled(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }
}
