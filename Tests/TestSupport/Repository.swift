import Foundation

/// Places in this repository that tests read.
package enum Repository {
    /// The folder with Package.swift.
    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// The folder with the inputs and expected outputs that several test targets share.
    package static let fixtures = root.appending(path: "Tests/Fixtures")
}
