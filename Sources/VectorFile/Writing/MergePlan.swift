/// Which segments become one, so that there are few, and few vectors are ever written twice.
///
/// From the smallest on: as long as the next larger one is less than twice what has come together, it joins. So sizes at
/// least double from one segment to the next, and a vector is written again only into a segment half as large again. A
/// segment of which a quarter has been taken out joins too.
struct MergePlan: Equatable {
    struct Size: Equatable {
        let rows: Int
        let alive: Int
    }

    /// Indices of the segments to make one of; empty where nothing is to be done.
    let merged: Set<Int>
    /// Indices of segments in which nothing is left.
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
