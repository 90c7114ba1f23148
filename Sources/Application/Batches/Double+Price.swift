import Foundation

extension Double {
    /// The price with four digits after the point below 1, and two above, in any locale.
    package var priceText: String { String(format: self < 1 ? "%.4f" : "%.2f", self) }
}
