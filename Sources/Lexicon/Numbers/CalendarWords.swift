/// The English names of months and days of the week.
package enum CalendarWords {
    /// Returns the number of the month that `word` names, from 1; `word` is in lower case, whole or abbreviated. Nil
    /// if it names none.
    package static func month(_ word: String) -> Int? {
        (shortMonths.firstIndex(of: word) ?? months.firstIndex(of: word) ?? (word == "sept" ? 8 : nil)).map { $0 + 1 }
    }

    /// Returns the number of the day that `word` names, from 1 for Monday to 7; `word` is in lower case, whole, in
    /// the plural or abbreviated. Nil if it names none or was not capitalised (`sun`, `sat` and `wed` are words of
    /// their own).
    package static func weekday(_ word: String, isCapitalised: Bool) -> Int? {
        guard isCapitalised else { return nil }
        let singular = word.hasSuffix("days") ? String(word.dropLast()) : word
        return (weekdays.firstIndex(of: singular) ?? shortWeekdays.firstIndex(of: word)).map { $0 + 1 }
    }

    private static let shortMonths = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    private static let shortWeekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
}
