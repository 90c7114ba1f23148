import Foundation

/// The days on which a passage is valid, as its document or its row states them.
package struct Validity: Sendable, Hashable, Codable {
    /// The first day as `2026-11-30`; nil for no beginning.
    package let from: String?
    /// The last day as `2026-11-30`; nil for no end.
    package let until: String?

    /// Creates a validity from days in ISO 8601 form; nil if neither is given.
    package init?(from: String?, until: String?) {
        guard from != nil || until != nil else { return nil }
        self.from = from
        self.until = until
    }

    /// Returns whether `day`, such as `2026-11-30`, is one of the days.
    package func includes(_ day: String) -> Bool {
        // Days in ISO form are ordered as texts are.
        (from ?? day) <= day && day <= (until ?? day)
    }

    /// Returns the days on which both are valid. A day that neither states stays open.
    package func narrowed(by other: Validity?) -> Validity {
        guard let other else { return self }
        return Validity(
            from: [from, other.from].compactMap { $0 }.max(),
            until: [until, other.until].compactMap { $0 }.min()
        ) ?? self
    }
}

extension Validity {
    /// Reads the days that the metadata of a document states; nil if it states none. `metadata` has keys in lower case.
    package init?(metadata: [String: [String]]) {
        func day(_ names: Set<String>) -> String? {
            let found = metadata.first { key, _ in names.contains(key.filter { $0.isLetter }) }
            return found?.value.first.flatMap(Self.day)
        }
        self.init(from: day(Self.firstDayNames), until: day(Self.lastDayNames))
    }

    /// Names of the first day in front matter and in tables: lower case, letters only.
    package static let firstDayNames: Set<String> = [
        "validfrom", "effectivefrom", "effective", "effectivedate", "validsince", "startdate", "生效日期", "生效时间", "生效日",
        "生效時間", "有效期自", "有效期起", "有效期开始", "开始日期", "開始日期", "上线日期", "上線日期",
    ]
    /// Names of the last day, in the same form.
    package static let lastDayNames: Set<String> = [
        "validuntil", "validto", "validthrough", "expires", "expiry", "expirydate", "expiration", "expirationdate",
        "effectiveuntil", "effectiveto", "enddate", "失效日期", "失效时间", "失效日", "失效時間", "有效期至", "有效期止", "有效期结束", "有效期截止",
        "截止日期",
        "到期日", "到期日期", "结束日期", "結束日期", "下线日期", "下線日期",
    ]

    /// Returns the day that a text begins with in ISO form; nil if it names none, such as `长期`.
    ///
    /// The year comes first, as in `2026-11-30`, `2026/11/30`, `2026年11月30日` and `20261130`. Other orders are not
    /// read: `03/04/2026` is a day in March or in April.
    package static func day(_ text: String) -> String? {
        var numbers = text.split { !$0.isASCII || !$0.isNumber }.prefix(3).map { Int($0) ?? 0 }
        if let first = numbers.first, first >= 1970_01_01, first <= 9999_12_31 {
            numbers = [first / 10_000, first / 100 % 100, first % 100]
        }
        guard numbers.count == 3, (1970...9999).contains(numbers[0]), (1...12).contains(numbers[1]),
            (1...31).contains(numbers[2]), text.unicodeScalars.first.map({ ("0"..."9").contains($0) }) == true
        else { return nil }
        func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
        return "\(numbers[0])-\(padded(numbers[1]))-\(padded(numbers[2]))"
    }
}

extension Validity {
    /// Returns the local day in ISO form, such as `2026-11-30`.
    @Sendable package static func today() -> String {
        Date.now.formatted(Date.ISO8601FormatStyle(timeZone: .current).year().month().day())
    }
}
