import Lexicon

/// A number, time, day or code that a text states, independent of its wording. Spellings of one fact are equal across
/// languages: `三十天`, `30 days` and `thirty days`; `16:00` and `4 pm`.
package enum Fact: Sendable, Hashable {
    /// A number in the base of its unit; the unit is nil if the text names none.
    case quantity(Double, QuantityUnit?)
    /// Minutes since midnight; 24:00 is 0.
    case clock(Int)
    /// A day as far as the text states it; at least one part is not nil.
    case date(year: Int?, month: Int?, day: Int?)
    /// From 1, Monday, to 7, Sunday.
    case weekday(Int)
    /// A product or error code, an order or telephone number, without the signs that join its letters and digits.
    case code(String)

    /// Whether a text that states `other` states this fact too. A number without a unit matches any unit, because
    /// tables name units in their headers.
    package func isSaid(by other: Fact) -> Bool {
        switch (self, other) {
        case (.quantity(let mine, let unit), .quantity(let value, let otherUnit)):
            mine == value && (unit == otherUnit || unit == nil || otherUnit == nil)
        case (.date(let year, let month, let day), .date(let otherYear, let otherMonth, let otherDay)):
            (year == nil || otherYear == nil || year == otherYear) && (month == nil || month == otherMonth)
                && (day == nil || day == otherDay) && (month != nil || day != nil || year == otherYear)
        // `9-18 点` and `2027` lose their unit on one side.
        case (.quantity(let value, nil), .clock(let minutes)), (.clock(let minutes), .quantity(let value, nil)):
            value * 60 == Double(minutes)
        case (.quantity(let value, nil), .date(let year, let month, let day)):
            [year, month, day].contains { $0.map(Double.init) == value }
        case (.date(let year?, nil, nil), .quantity(let value, nil)): Double(year) == value
        default: self == other
        }
    }
}
