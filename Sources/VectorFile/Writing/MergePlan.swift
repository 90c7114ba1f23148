/// The segments to merge, so that there are few of them and few vectors are written again.
///
/// Starting with the smallest, a segment joins as long as it is less than twice as large as the merged ones together.
/// So each segment is at least twice as large as the next smaller one, and a vector is written again only into a
/// segment that is half as large again. A segment that has lost more than a quarter of its rows joins too.
struct MergePlan: Equatable {
    /// The number of rows of a segment, and how many of them were not removed.
    struct Size: Equatable {
        let rows: Int
        let alive: Int
    }

    /// The indices of the segments that become one; empty if nothing is to be merged.
    let merged: Set<Int>
    /// The indices of segments that have no rows left.
    let dropped: Set<Int>

    init(_ sizes: [Size]) {
        dropped = Set(sizes.indices.filter { sizes[$0].alive == 0 })
        let rising = sizes.indices.filter { sizes[$0].alive > 0 }.sorted { sizes[$0].alive < sizes[$1].alive }
        let thin = rising.filter { (sizes[$0].rows - sizes[$0].alive) * 4 > sizes[$0].rows }
        var group = Set(thin)
        var total = thin.reduce(0) { $0 + sizes[$1].alive }
        for index in rising where !group.contains(index) {
            guard group.isEmpty || sizes[index].alive < 2 * total else { break }
            group.insert(index)
            total += sizes[index].alive
        }
        merged = group.count == 1 && thin.isEmpty ? [] : group
    }
}
