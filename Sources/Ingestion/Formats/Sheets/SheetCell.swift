/// A cell of a sheet with the text that it shows.
struct SheetCell: Sendable, Hashable {
    /// A reason why a cell shows less than it holds.
    enum Omission: Sendable, Hashable {
        /// The result of its formula is not in the file.
        case formula
        /// Some or all of its text is struck through.
        case struck
        /// It shows an error such as `#N/A`.
        case error
    }

    /// Column, counted from 0.
    let column: Int
    let text: String
    var omission: Omission?
}
