/// A day of a sheet's calendar.
struct CalendarDay: Sendable, Hashable {
    let year: Int
    /// From 1 to 12.
    let month: Int
    let day: Int
    /// From 0 for Sunday to 6.
    let weekday: Int

    /// Finds the date for days since the workbook's first one. In the 1900 system, day 60 is 29 February 1900, which
    /// never existed.
    init(_ days: Int, from1904: Bool) {
        let epoch = from1904 ? -24107 : (1..<60).contains(days) ? -25568 : -25569
        // Days to a date, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let shifted = days + epoch + 719_468
        let era = shifted / 146_097
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * ofYear + 2) / 153
        day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        // 1 January 1970 was a Thursday.
        weekday = ((days + epoch + 4) % 7 + 7) % 7
    }
}
