/// The company as its customers know it in one language.
package struct Company: Sendable, Hashable {
    package let name: String
    /// How a customer reaches a person: a telephone number, an address, hours.
    package let contact: String

    package init(name: String, contact: String) {
        self.name = name
        self.contact = contact
    }

    /// The slots that every prompt can show.
    var slots: [String: Any] { ["company": name, "contact": contact] }
}
