/// The unit of a quantity. Units that can be told apart are different: 5 days are not 5 business days.
package enum QuantityUnit: Sendable, Hashable {
    /// Pieces, times or persons: `3 件`, `twice`.
    case count
    case percent
    case seconds
    case businessDays
    case months
    /// An amount in the currency with this ISO 4217 code.
    case money(String)
    /// `kg`, `cm` and other measures by their symbol; nothing is converted.
    case measure(String)
}
