import Foundation
import Privacy
import RAGCore

/// Whose words are to be forgotten.
package enum ForgetScope: Sendable {
    /// One session, by its name or id.
    case session(String)
    /// A customer, by a name, a number or an address.
    case customer(CustomerQuery)
    /// Everything that is older than a day.
    case olderThan(Date)
}
