import Foundation

extension Date {
    /// Day and minute in the time zone of this machine: `2026-11-22 02:15`.
    package var minuteText: String {
        let calendar = Calendar(identifier: .gregorian)
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: self)
        let two = [parts.month, parts.day, parts.hour, parts.minute].map { number in
            let digits = String(number ?? 0)
            return digits.count < 2 ? "0" + digits : digits
        }
        return "\(parts.year ?? 0)-\(two[0])-\(two[1]) \(two[2]):\(two[3])"
    }
}
