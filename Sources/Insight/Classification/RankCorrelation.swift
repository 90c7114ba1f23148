/// The correlation of two rankings.
package enum RankCorrelation {
    /// Returns Spearman's rank correlation of `a` and `b`, which must have the same number of values; equal values
    /// share their mean rank. Returns 0 where one of them does not vary.
    package static func spearman(_ a: [Double], _ b: [Double]) -> Double {
        let (x, y) = (ranks(a), ranks(b))
        let middle = Double(a.count + 1) / 2
        var (product, left, right) = (0.0, 0.0, 0.0)
        for (one, other) in zip(x, y) {
            product += (one - middle) * (other - middle)
            left += (one - middle) * (one - middle)
            right += (other - middle) * (other - middle)
        }
        return left > 0 && right > 0 ? product / (left * right).squareRoot() : 0
    }

    private static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
            for place in start...end { ranks[order[place]] = Double(start + end) / 2 + 1 }
            start = end + 1
        }
        return ranks
    }
}
