import Testing

@testable import Batch

@Suite struct TableCellTests {
    @Test(
        "numbers are rounded to their digits, with a point and without a negative zero",
        arguments: [
            (0.93, 3, "0.930"), (1.25, 1, "1.3"), (-0.004, 2, "0.00"), (-1.5, 2, "-1.50"), (0.05, 2, "0.05"),
            (12, 0, "12"), (-3, 0, "-3"), (0.999, 2, "1.00"), (1e18, 2, "1e+18"),
        ]
    )
    func numbers(value: Double, digits: Int, text: String) {
        #expect(TableCell(value, digits: digits).text == text)
    }

    @Test("nil, an empty text and numbers that are not finite are empty cells")
    func empty() {
        #expect(TableCell(nil as String?) == .empty && TableCell("") == .empty && TableCell(nil as Int?) == .empty)
        #expect(TableCell(Double.nan, digits: 1) == .empty && TableCell(Double.infinity, digits: 1) == .empty)
        #expect(TableCell.empty.text == "" && TableCell(7).text == "7" && TableCell("a").text == "a")
    }
}
