/// Why a ZIP file cannot be read or written.
package struct ZipError: Error, Sendable, Hashable {
    /// To be put behind the file's name: `is damaged: its ZIP directory cannot be read`.
    package let reason: String
}
