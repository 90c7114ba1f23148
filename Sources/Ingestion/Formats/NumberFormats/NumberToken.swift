/// A part of a section of a number format.
enum NumberToken: Sendable, Hashable {
    /// A placeholder for a digit: `0`, `#` or `?`.
    case digit(UInt8)
    /// Text to show as it is.
    case literal(String)
    /// The decimal point.
    case point
    /// `E+` or `E-`; `E+` also shows the sign of a positive exponent.
    case exponent(showsPlus: Bool)
    /// The line of a fraction, with the denominator if it is fixed.
    case slash(denominator: Int?)
    /// `General`, which shows all digits.
    case general
    /// `@`, the text of the cell.
    case text
    /// A part of a date or a time.
    case field(CalendarField)
}

/// A part of a date or a time, with the number of its letters in the format.
enum CalendarField: Sendable, Hashable {
    case year(Int), month(Int), day(Int), weekday(isLong: Bool)
    case hour(Int), minute(Int), second(Int)
    /// Digits after the decimal point of the seconds.
    case fraction(Int)
    /// Hours, minutes or seconds since the beginning: `[h]`.
    case elapsed(unit: UInt8, width: Int)
    /// `AM/PM`, `A/P`, `a/p` or `上午/下午`.
    case halfDay(String)
    /// The year of the Buddhist era.
    case buddhistYear
    /// The name of the era.
    case era
}
