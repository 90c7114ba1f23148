import Foundation

/// The workbook that questions were read from, of which a copy with answers is made.
package struct WorkbookOrigin: Sendable {
    /// The file.
    let bytes: Data
    /// Path of the part with the sheet of the questions.
    let sheet: String
    /// Number of the header's row in the sheet, counted from 1.
    let headerRow: Int

    /// Describes a workbook whose sheet is the part at `sheet`; nil without a header, below which answers could stand.
    package init?(bytes: Data, sheet: String?, headerRow: Int?) {
        guard let sheet, let headerRow else { return nil }
        self.bytes = bytes
        self.sheet = sheet
        self.headerRow = headerRow
    }
}
