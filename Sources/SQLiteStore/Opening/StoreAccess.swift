/// The kind of access to a store.
package enum StoreAccess: Sendable, Hashable {
    /// Reading only: never waits for a writer, needs no write permission, never changes the schema.
    case readOnly
    /// Reading and writing: creates the file and updates its schema.
    case readWrite
}
