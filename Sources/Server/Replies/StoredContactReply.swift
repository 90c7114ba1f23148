import RAGCore

/// A contact, as the team gets it.
struct StoredContactReply: Encodable, Sendable {
    @Nullable var name: String?
    let contact: String
    @Nullable var words: String?
    let created: Int

    init(_ contact: Contact) {
        name = contact.name
        self.contact = contact.address
        words = contact.words
        created = contact.givenAt.unixSeconds
    }
}
