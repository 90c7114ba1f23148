import Foundation

/// A form with one file (RFC 7578), which is read from the disk while it is sent.
struct HTTPForm: Sendable {
    var fields: [(name: String, value: String)] = []
    /// The file, in a field of that name.
    var file: URL
    /// Its media type.
    var type: String
}
