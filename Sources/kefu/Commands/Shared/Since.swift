import ArgumentParser
import Foundation

/// A day: `2026-11-01`, or `7d` for seven days ago.
struct Since: ExpressibleByArgument {
    let date: Date

    init?(argument: String) {
        if argument.hasSuffix("d"), let days = Int(argument.dropLast()), (0...36_500).contains(days) {
            date = Date().addingTimeInterval(-86_400 * Double(days))
            return
        }
        let numbers = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 3, let year = numbers[0], let month = numbers[1], let day = numbers[2],
            (1970...9_999).contains(year), (1...12).contains(month), (1...31).contains(day),
            let date = Calendar(identifier: .gregorian).date(from: DateComponents(year: year, month: month, day: day))
        else { return nil }
        self.date = date
    }
}
