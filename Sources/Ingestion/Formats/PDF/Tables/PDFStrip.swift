extension PDFColumns {
    /// The width that words of several rows take.
    struct Strip {
        private(set) var x: ClosedRange<Double>
        /// Indices of the rows that have words in it.
        private(set) var rows: Set<Int>

        init(x: ClosedRange<Double>, rows: Set<Int>) {
            self.x = x
            self.rows = rows
        }

        private mutating func join(_ other: Strip) {
            x = min(x.lowerBound, other.x.lowerBound)...max(x.upperBound, other.x.upperBound)
            rows.formUnion(other.rows)
        }

        /// Returns the strips with those of another row, from left to right, or nil if a text of that row crosses two
        /// that both have words in one row, so that it cannot belong to one column.
        static func joined(_ strips: [Strip], with row: PDFRow, index: Int, gap: Double) -> [Strip]? {
            var strips = strips
            for segment in row.segments {
                var strip = Strip(x: segment.xMin...segment.xMax, rows: [index])
                let touched = strips.indices.filter {
                    strips[$0].x.lowerBound - segment.xMax < gap && segment.xMin - strips[$0].x.upperBound < gap
                }
                var met: Set<Int> = []
                for other in touched {
                    let rows = strips[other].rows.subtracting([index])
                    guard met.isDisjoint(with: rows) else { return nil }
                    met.formUnion(rows)
                }
                for other in touched.reversed() { strip.join(strips.remove(at: other)) }
                strips.append(strip)
            }
            return strips.sorted { $0.x.lowerBound < $1.x.lowerBound }
        }

        /// Joins neighbours of which one has only names of columns, above `header`, and the other one only cells: the
        /// name stands at the left, the numbers at the right.
        static func withoutHalves(_ strips: [Strip], header: Int) -> [Strip] {
            strips.reduce(into: []) { result, strip in
                if let last = result.last, last.rows.isDisjoint(with: strip.rows),
                    last.rows.allSatisfy({ $0 < header }) != strip.rows.allSatisfy({ $0 < header })
                {
                    result[result.count - 1].join(strip)
                } else {
                    result.append(strip)
                }
            }
        }
    }
}
