/// Days in the columns of a table that say from when and until when a row holds.
enum ValidityDay {
    /// Returns a day as `2026-03-01`: from a year, a month and a day in this order, eight digits, or a day with the name of
    /// a month. Nil for anything else, such as `3/4/2026`, which has two meanings.
    static func iso(_ text: String) -> String? {
        let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        if numbers.count >= 3, let day = iso(numbers[0], numbers[1], numbers[2]) { return day }
        if numbers.count == 1, text.utf8.count == 8 {
            return iso(numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100)
        }
        let words = text.lowercased().split { !$0.isLetter }.map { $0.prefix(3) }
        guard let month = words.compactMap({ months.firstIndex(of: String($0)) }).first, numbers.count == 2 else {
            return nil
        }
        return iso(numbers[1], month + 1, numbers[0]) ?? iso(numbers[0], month + 1, numbers[1])
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    private static func iso(_ year: Int, _ month: Int, _ day: Int) -> String? {
        guard (1900...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }
}
