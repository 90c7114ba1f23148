import Foundation

/// The names of months, weekdays and halves of a day in a language.
struct CalendarNames: Sendable, Hashable {
    struct HalfDays: Sendable, Hashable {
        let morning: String
        let afternoon: String
    }

    let months: [String]
    let shortMonths: [String]
    /// From Sunday.
    let weekdays: [String]
    let shortWeekdays: [String]
    let halfDays: HalfDays

    static let english = CalendarNames(
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November",
            "December",
        ],
        shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        weekdays: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        shortWeekdays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
        halfDays: HalfDays(morning: "AM", afternoon: "PM")
    )

    static let chinese = CalendarNames(
        months: ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"],
        shortMonths: (1...12).map { "\($0)月" },
        weekdays: "日一二三四五六".map { "星期\($0)" },
        shortWeekdays: "日一二三四五六".map { "周\($0)" },
        halfDays: HalfDays(morning: "上午", afternoon: "下午")
    )

    private static let japanese = CalendarNames(
        months: (1...12).map { "\($0)月" },
        shortMonths: (1...12).map { "\($0)月" },
        weekdays: "日月火水木金土".map { "\($0)曜日" },
        shortWeekdays: "日月火水木金土".map { "\($0)" },
        halfDays: HalfDays(morning: "午前", afternoon: "午後")
    )

    private static let korean = CalendarNames(
        months: (1...12).map { "\($0)월" },
        shortMonths: (1...12).map { "\($0)월" },
        weekdays: "일월화수목금토".map { "\($0)요일" },
        shortWeekdays: "일월화수목금토".map { "\($0)" },
        halfDays: HalfDays(morning: "오전", afternoon: "오후")
    )

    /// Returns the names for a Windows language identifier, such as 0x804; English ones if it is nil or not known.
    /// `isChinese`: whether to use Chinese ones without an identifier.
    static func names(_ identifier: Int?, isChinese: Bool) -> CalendarNames {
        guard let identifier else { return isChinese ? chinese : english }
        // The lower ten bits are the language, the others the country.
        switch identifier & 0x3FF {
        case 0x04: return chinese
        case 0x11: return japanese
        case 0x12: return korean
        default: return locales[identifier & 0x3FF].flatMap(CalendarNames.init) ?? english
        }
    }

    /// Other languages, whose names the system knows.
    private static let locales = [
        0x03: "ca", 0x05: "cs", 0x06: "da", 0x07: "de", 0x08: "el", 0x0A: "es", 0x0B: "fi", 0x0C: "fr", 0x0E: "hu",
        0x10: "it", 0x13: "nl", 0x14: "nb", 0x15: "pl", 0x16: "pt", 0x18: "ro", 0x19: "ru", 0x1D: "sv", 0x1E: "th",
        0x1F: "tr", 0x21: "id", 0x22: "uk", 0x2A: "vi", 0x3E: "ms",
    ]

    private init?(locale: String) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.locale = Locale(identifier: locale)
        guard calendar.monthSymbols.count == 12, calendar.weekdaySymbols.count == 7 else { return nil }
        self.init(
            months: calendar.monthSymbols,
            shortMonths: calendar.shortMonthSymbols,
            weekdays: calendar.weekdaySymbols,
            shortWeekdays: calendar.shortWeekdaySymbols,
            halfDays: HalfDays(morning: calendar.amSymbol, afternoon: calendar.pmSymbol)
        )
    }

    private init(
        months: [String],
        shortMonths: [String],
        weekdays: [String],
        shortWeekdays: [String],
        halfDays: HalfDays
    ) {
        self.months = months
        self.shortMonths = shortMonths
        self.weekdays = weekdays
        self.shortWeekdays = shortWeekdays
        self.halfDays = halfDays
    }
}
