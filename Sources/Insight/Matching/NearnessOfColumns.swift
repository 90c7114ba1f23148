/// The mean of the greatest scores of each column of a matrix that is read row by row.
struct NearnessOfColumns {
    private let kept: Int
    /// The greatest scores of each column, ascending.
    private var greatest: [[Float]]

    init(columns: Int, kept: Int) {
        self.kept = kept
        greatest = Array(repeating: [], count: columns)
    }

    /// Takes the next row.
    mutating func add(_ row: [Float]) {
        for (column, score) in row.enumerated() {
            if greatest[column].count == kept {
                guard score > greatest[column][0] else { continue }
                greatest[column].removeFirst()
            }
            let place = greatest[column].firstIndex { $0 > score } ?? greatest[column].count
            greatest[column].insert(score, at: place)
        }
    }

    /// The mean of the kept scores of each column; 0 for a column without any.
    var means: [Float] { greatest.map { $0.isEmpty ? 0 : $0.reduce(0, +) / Float($0.count) } }

    /// Returns the mean of the `kept` greatest of `row`.
    static func mean(of row: [Float], kept: Int) -> Float {
        var table = [Float]()
        for score in row {
            if table.count == kept {
                guard score > table[0] else { continue }
                table.removeFirst()
            }
            table.insert(score, at: table.firstIndex { $0 > score } ?? table.count)
        }
        return table.isEmpty ? 0 : table.reduce(0, +) / Float(table.count)
    }
}
