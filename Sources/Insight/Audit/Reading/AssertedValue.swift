import Foundation
import Grounding
import Lexicon

/// An amount, period, time or number that a text states, as a range of one unit. A single number is a range of one.
struct AssertedValue: Sendable, Hashable {
    /// The unit of a value. Values of different units are never compared, except periods.
    enum Unit: Sendable, Hashable {
        /// Seconds. A month counts as 30.44 days.
        case duration
        case businessDays
        /// An amount in the currency with this ISO 4217 code; nil for nothing at all, which is free in any currency.
        case money(String?)
        case percent
        case measure(String)
        /// Things that are counted.
        case count
        /// Seconds from one time to the next: `every six months`.
        case frequency
        /// Minutes since midnight.
        case clock
        /// A telephone number or address.
        case contact
        /// A number without a unit.
        case number
        /// Weekdays as a set of bits, Monday first.
        case weekday
        /// The day of a month, with the month in hundreds if there is one: 112 is the 12th of January.
        case date
        /// Who pays: 0 for the company, 1 for the customer.
        case payer
    }

    let unit: Unit
    let low: Double
    let high: Double
    /// The side of the number that is meant; nil if only the number is.
    let bound: Statement.Bound?
    /// Whether the text says that the value is rough or usual.
    let isRough: Bool
    /// The things that are counted, in the words of the text; empty for other units.
    let counted: [String]
    /// The words of the text.
    let text: String
    /// Whether the value is a calendar month or more, which days equal only roughly.
    let isInMonths: Bool

    var isRange: Bool { low != high }
    var isFree: Bool { if case .money = unit { high == 0 } else { false } }

    /// Creates a value of free goods, in the words `text`.
    init(free text: String) {
        self.init(unit: .money(nil), low: 0, high: 0, text: text)
    }

    init(
        unit: Unit,
        low: Double,
        high: Double,
        bound: Statement.Bound? = nil,
        isRough: Bool = false,
        counted: [String] = [],
        text: String,
        isInMonths: Bool = false
    ) {
        self.unit = unit
        self.low = low
        self.high = high
        self.bound = bound
        self.isRough = isRough
        self.counted = counted
        self.text = text
        self.isInMonths = isInMonths
    }

    /// The number and unit of `fact`; nil for facts that are no values: days, codes of products, weekdays.
    static func of(_ fact: Fact) -> (unit: Unit, value: Double, isInMonths: Bool)? {
        switch fact {
        case .quantity(let value, let unit):
            switch unit {
            case .seconds: (.duration, value, false)
            case .months: (.duration, value * month, true)
            case .businessDays: (.businessDays, value, false)
            case .money(let currency): (.money(currency), value, false)
            case .percent: (.percent, value, false)
            case .measure(let symbol):
                bytes[symbol].map { (.measure("bytes"), value * $0, false) } ?? (.measure(symbol), value, false)
            case .count: (.count, value, false)
            case nil: (.number, value, false)
            }
        case .clock(let minutes): (.clock, Double(minutes), false)
        case .code(let code):
            code.count >= 7 && code.allSatisfy(\.isNumber) ? Double(code).map { (.contact, $0, false) } : nil
        case .date, .weekday: nil
        }
    }

    private static let month = 30.44 * 86_400
    private static let bytes: [String: Double] = ["kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12]

    /// Whether both values can be about the same: their units match, and so do the things that they count.
    func isComparable(with other: AssertedValue) -> Bool {
        switch (unit, other.unit) {
        case (.money(let mine), .money(let theirs)): mine == nil || theirs == nil || mine == theirs
        case (.duration, .businessDays), (.businessDays, .duration): true
        case (.count, .count), (.number, .number), (.count, .number), (.number, .count):
            counted.contains(where: other.counted.contains)
        case (.date, .date): (low > 100) == (other.low > 100)
        default: unit == other.unit
        }
    }

    /// Whether both can be true of one thing: equal values, a value inside the other's range, bounds that allow it.
    func agrees(with other: AssertedValue) -> Bool {
        if case .clock = unit { return agreesByClock(with: other) }
        if unit == .weekday { return !differsByWeekdays(from: other) }
        if unit == .businessDays, other.unit == .duration { return agreesAsDays(with: other) }
        if unit == .duration, other.unit == .businessDays { return other.agreesAsDays(with: self) }
        // A gigabyte has 1,000 or 1,024 megabytes.
        let slack = isInMonths != other.isInMonths ? 0.04 : unit == .measure("bytes") ? 0.05 : 1e-9
        func equal(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= slack * max(abs(a), abs(b), 1e-9) }
        if equal(low, other.low), equal(high, other.high) { return true }
        // A number inside a range, or one range well inside the other: `3 to 5 days` and `4 days`.
        if isRange != other.isRange || isRange && !equal(low, other.low) && !equal(high, other.high) {
            if low <= other.low, other.high <= high { return true }
            if other.low <= low, high <= other.high { return true }
        }
        if let bound, let theirs = other.bound, bound != theirs { return true }
        if isRough || other.isRough, isNear(other) { return true }
        return isAllowed(by: other) || other.isAllowed(by: self)
    }

    /// Whether a rough value and another may be the same: `usually 3 days` and `within 5 days`.
    private func isNear(_ other: AssertedValue) -> Bool {
        let (rough, exact) = isRough ? (self, other) : (other, self)
        if exact.bound == .below { return rough.low <= exact.high }
        if exact.bound == .above { return rough.high >= exact.low }
        let (a, b) = ((rough.low + rough.high) / 2, (exact.low + exact.high) / 2)
        return abs(a - b) <= 0.34 * max(a, b) || exact.low <= a && a <= exact.high
    }

    /// Whether `other` sets a least value that this one, which sets none, exceeds: `24 months` and `at least 12`.
    private func isAllowed(by other: AssertedValue) -> Bool {
        bound == nil && other.bound == .above && low >= other.low && other.unit != .money(nil)
            && AssertedValue.leastWords.contains(where: other.text.contains)
    }

    private static let leastWords = ["at least", "至少", "不少于", "不低于", "最少", "no less than", "起", "from "]

    /// Times of day are exact: an office that opens at 8:30 does not open at 9. One that is open all day contains all.
    private func agreesByClock(with other: AssertedValue) -> Bool {
        if isRange != other.isRange { return low == other.low || high == other.high || contains(other.low) }
        return low == other.low && high == other.high
    }

    private func contains(_ value: Double) -> Bool { low <= value && value <= high }

    /// Five business days are five to twelve days, holidays included.
    private func agreesAsDays(with other: AssertedValue) -> Bool {
        let (low, high) = (other.low / 86_400, other.high / 86_400)
        return high >= self.low && low <= 2 * self.high + 5
    }
}
