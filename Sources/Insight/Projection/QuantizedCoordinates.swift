/// Coordinates as 8-bit integers, each column with a scale of its own: columns of small variance keep their digits.
package struct QuantizedCoordinates: Sendable, Hashable {
    /// The number of coordinates of a row.
    package let width: Int
    /// The integers from -127 to 127, one row after another.
    package let values: [Int8]
    /// The value of one step in each column.
    package let scales: [Float]

    /// Rounds `coordinates`, which has `width` numbers a row, to the nearest step. A column of zeros has the scale 0.
    package init(_ coordinates: [Float], width: Int) {
        precondition(width > 0 ? coordinates.count % width == 0 : coordinates.isEmpty)
        var greatest = [Float](repeating: 0, count: width)
        var column = 0
        for value in coordinates {
            greatest[column] = max(greatest[column], abs(value))
            column = column + 1 == width ? 0 : column + 1
        }
        let scales = greatest.map { $0 / 127 }
        self.width = width
        self.scales = scales
        column = 0
        values = coordinates.map { value in
            let scale = scales[column]
            column = column + 1 == width ? 0 : column + 1
            return scale > 0 ? Int8((value / scale).rounded()) : 0
        }
    }
}
