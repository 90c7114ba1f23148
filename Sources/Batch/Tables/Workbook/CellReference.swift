/// References of cells such as `BC12`.
enum CellReference {
    /// Returns the letters of a column from 0: `A`, `Z`, `AA`.
    static func name(ofColumn column: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(column % 26)))
        return column < 26 ? letter : name(ofColumn: column / 26 - 1) + letter
    }

    /// Parses a reference into a column, counted from 0, and a row, counted from 1; nil for anything else.
    static func place(_ reference: some StringProtocol) -> (column: Int, row: Int)? {
        var column = 0
        var row = 0
        for byte in reference.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0 && column < 100_000:
                column = column * 26 + Int(byte) - 64
            case UInt8(ascii: "0")...UInt8(ascii: "9") where row < 100_000_000: row = row * 10 + Int(byte) - 48
            case UInt8(ascii: "$"): continue
            default: return nil
            }
        }
        return column > 0 && row > 0 ? (column - 1, row) : nil
    }
}
