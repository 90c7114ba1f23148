/// The company as its customers know it in one language.
package struct Company: Sendable, Hashable {
    /// The name in the language of the customer.
    package let name: String
    /// The way to reach a person: a telephone number, an address, opening hours.
    package let contact: String

    /// Creates a company with its name and contact in one language.
    package init(name: String, contact: String) {
        self.name = name
        self.contact = contact
    }

    /// The slots that every prompt may contain.
    var slots: [String: Any] { ["company": name, "contact": contact] }
}
