import Foundation

/// The value of a cell in a table of answers.
package enum TableCell: Sendable, Hashable {
    case empty
    case text(String)
    /// A number with its digits after the decimal point.
    case number(Double, digits: Int)

    /// Creates a text cell, or an empty one for nil and the empty text.
    package init(_ text: String?) {
        self = text.map { $0.isEmpty ? .empty : .text($0) } ?? .empty
    }

    /// Creates a number cell, or an empty one for nil and for a number that is not finite.
    package init(_ number: Double?, digits: Int) {
        self = number.map { $0.isFinite ? .number($0, digits: digits) : .empty } ?? .empty
    }

    init(_ number: Int?) { self.init(number.map(Double.init), digits: 0) }

    /// The text to write; numbers have a decimal point in every locale.
    package var text: String {
        switch self {
        case .empty: ""
        case .text(let text): text
        case .number(let value, let digits): Self.decimal(value, digits: digits)
        }
    }

    private static func decimal(_ value: Double, digits: Int) -> String {
        let scale = pow(10, Double(digits))
        let scaled = (abs(value) * scale).rounded()
        guard scaled < 1e15 else { return "\(value)" }
        let sign = value < 0 && scaled > 0 ? "-" : ""
        let (whole, part) = Int(scaled).quotientAndRemainder(dividingBy: Int(scale))
        guard digits > 0 else { return "\(sign)\(whole)" }
        let fraction = String(part)
        return "\(sign)\(whole)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
