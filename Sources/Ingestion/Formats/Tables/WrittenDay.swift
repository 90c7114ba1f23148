/// Days as people and sheets write them, with the year last.
enum WrittenDay {
    /// Which of two numbers before the year is the day.
    enum Order: Sendable, Hashable {
        case dayFirst
        case monthFirst
    }

    /// Returns `1 March 2026`, `Mar 1, 2026`, `1-Mar-2026`, `1.3.2026`, `31/12/2026` or `12/31/2026` in ISO form; nil for
    /// anything else. `order` decides about `03/04/2026`, which is nil without it.
    static func iso(_ text: String, order: Order? = nil) -> String? {
        let numbers = numbers(in: text)
        if numbers.count == 3 {
            guard let order = Self.order(of: text) ?? order ?? (numbers[0] == numbers[1] ? .dayFirst : nil) else {
                return nil
            }
            return order == .dayFirst
                ? iso(numbers[2], numbers[1], numbers[0]) : iso(numbers[2], numbers[0], numbers[1])
        }
        let words = text.lowercased().split { !$0.isLetter }.map { $0.prefix(3) }
        guard let month = words.compactMap({ months.firstIndex(of: String($0)) }).first, numbers.count == 2 else {
            return nil
        }
        return iso(numbers[1], month + 1, numbers[0])
    }

    /// Returns the order that the days of a column show together; nil if they show none, or both.
    static func order(of texts: some Sequence<String>) -> Order? {
        let orders = Set(texts.compactMap(order))
        return orders.count == 1 ? orders.first : nil
    }

    /// Returns the order that one day shows: by a number that is no month, or by its dots, which nobody writes with the
    /// month first.
    private static func order(of text: String) -> Order? {
        let numbers = numbers(in: text)
        guard numbers.count == 3, numbers[2] > 31, numbers[0] <= 31, numbers[1] <= 31 else { return nil }
        if numbers[0] > 12 || text.contains(".") { return .dayFirst }
        return numbers[1] > 12 ? .monthFirst : nil
    }

    private static func numbers(in text: String) -> [Int] {
        text.split { !$0.isASCII || !$0.isNumber }.prefix(4).compactMap { Int($0) }
    }

    private static func iso(_ year: Int, _ month: Int, _ day: Int) -> String? {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        guard (1900...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        return "\(year)-\(two(month))-\(two(day))"
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}
