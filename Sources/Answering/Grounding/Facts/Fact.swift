/// Something in a text that is right or wrong whatever words stand around it. Two languages and two spellings of one fact are equal:
/// `三十天`, `30 days` and `thirty days`, `16:00` and `4 pm`.
enum Fact: Sendable, Hashable {
    /// A number in the base of its unit; nil where it names none.
    case quantity(Double, Unit?)
    /// Minutes since midnight; 24:00 is 0.
    case clock(Int)
    /// What is said of a day; at least one of the three.
    case date(year: Int?, month: Int?, day: Int?)
    /// From 1, Monday, to 7, Sunday.
    case weekday(Int)
    /// A product or error code, an order or telephone number: letters and digits without what joins them.
    case code(String)

    /// What numbers count. Those that can be told from each other are different: 5 days are not 5 business days.
    enum Unit: Sendable, Hashable {
        /// Pieces, times, persons: `3 件`, `twice`.
        case count
        case percent
        case seconds
        case businessDays
        case months
        /// ISO 4217.
        case money(String)
        /// `kg`, `cm` and the like, as they are; nothing is converted.
        case measure(String)
    }

    /// Whether a text that says `other` says this too. A number without a unit stands for any: tables name theirs in the header.
    func isSaid(by other: Fact) -> Bool {
        switch (self, other) {
        case (.quantity(let mine, let unit), .quantity(let value, let otherUnit)):
            mine == value && (unit == otherUnit || unit == nil || otherUnit == nil)
        case (.date(let year, let month, let day), .date(let otherYear, let otherMonth, let otherDay)):
            (year == nil || otherYear == nil || year == otherYear) && (month == nil || month == otherMonth)
                && (day == nil || day == otherDay) && (month != nil || day != nil || year == otherYear)
        // `9-18 点`, `2027` and the like lose their unit on one side.
        case (.quantity(let value, nil), .clock(let minutes)), (.clock(let minutes), .quantity(let value, nil)):
            value * 60 == Double(minutes)
        case (.quantity(let value, nil), .date(let year, let month, let day)):
            [year, month, day].contains { $0.map(Double.init) == value }
        case (.date(let year?, nil, nil), .quantity(let value, nil)): Double(year) == value
        default: self == other
        }
    }
}

/// A fact as a text states it.
struct Statement: Sendable, Hashable {
    let fact: Fact
    /// The words that state it.
    let text: String
    /// Whether an answer must show where it has this from. Not so `一个`, `a day` and the like, which count nothing.
    let isDemanding: Bool
    /// On which side of the number things lie: `超过 15 天`, `within 24 hours`.
    var bound: Bound?

    enum Bound: Sendable, Hashable { case below, above }
}
