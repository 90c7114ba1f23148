import Foundation

extension BinaryFloatingPoint {
    /// With `digits` after the point, whatever the locale.
    func formatted(digits: Int) -> String { String(format: "%.\(digits)f", Double(self)) }
}
