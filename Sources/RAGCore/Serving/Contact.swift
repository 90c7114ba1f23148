import Foundation

/// How a customer who was handed over wants to be reached. Unlike turns it is stored unmasked, and only for some days.
package struct Contact: Sendable, Hashable, Codable {
    /// The customer's name; nil if it was not given.
    package let name: String?
    /// A mail address, a telephone number or another way to reach the customer.
    package let address: String
    /// Words that the customer adds; nil for none.
    package let words: String?
    /// The time at which it was left.
    package let givenAt: Date

    /// Creates a contact.
    package init(name: String?, address: String, words: String?, at givenAt: Date) {
        self.name = name
        self.address = address
        self.words = words
        self.givenAt = givenAt
    }
}
