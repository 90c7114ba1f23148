/// The reason why a ZIP file cannot be read or written.
package struct ZipError: Error, Sendable, Hashable {
    /// Words that follow the name of the file, such as `is damaged: its ZIP directory cannot be read`.
    package let reason: String
}
