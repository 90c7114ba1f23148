import Foundation

extension BinaryFloatingPoint {
    /// Returns the number with `digits` digits after a decimal point, in every locale.
    func formatted(digits: Int) -> String { String(format: "%.\(digits)f", Double(self)) }
}
