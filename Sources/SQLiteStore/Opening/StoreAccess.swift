/// What may be done with a store.
package enum StoreAccess: Sendable, Hashable {
    /// Read alone: never waits for a writer, needs no right to write, never changes the schema.
    case readOnly
    /// Read and write: creates the file, brings its schema up to date.
    case readWrite
}
