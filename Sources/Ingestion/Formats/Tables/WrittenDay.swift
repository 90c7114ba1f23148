/// Days that are written with the name of a month, as sheets display them.
enum WrittenDay {
    /// Returns `1 March 2026`, `Mar 1, 2026` or `1-Mar-2026` as `2026-03-01`; nil for anything else.
    static func iso(_ text: String) -> String? {
        let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
        let words = text.lowercased().split { !$0.isLetter }.map { $0.prefix(3) }
        guard let month = words.compactMap({ months.firstIndex(of: String($0)) }).first, numbers.count == 2,
            (1...31).contains(numbers[0]), (1900...9999).contains(numbers[1])
        else { return nil }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(numbers[1])-\(two(month + 1))-\(two(numbers[0]))"
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}
