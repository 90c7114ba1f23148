import Foundation

/// The list of everything that a backup holds. It is the last part of the ZIP file.
package struct BackupManifest: Sendable, Codable, Equatable {
    /// A file of the backup.
    package struct File: Sendable, Codable, Equatable {
        /// The path below the workspace, with `/` between its parts.
        package let path: String
        /// The size in bytes.
        package let bytes: Int
        /// The SHA-256 of the content, in hexadecimal.
        package let sha256: String
        /// The permissions as an octal number, such as `644`.
        package let mode: String
        /// The time of the last change, in seconds since 1970.
        package let modified: Double
    }

    /// Something of the workspace that is not in the backup.
    package struct Omission: Sendable, Codable, Equatable {
        /// The path below the workspace, or the whole path of something outside.
        package let path: String
        /// Why it is left out.
        package let reason: String
    }

    /// The version of this format. A program refuses a later one than its own.
    package let format: Int
    /// The version of kefu that wrote the backup.
    package let program: String
    /// When the state was taken, in seconds since 1970.
    package let taken: Double
    /// The migrations of each database, by its path.
    package let schemas: [String: [String]]
    /// The files and folders that a restore replaces as a whole.
    package let items: [String]
    /// All files, in the order of the ZIP file.
    package let files: [File]
    /// The files that are left out, and why.
    package let leftOut: [Omission]

    /// The name of the manifest in the ZIP file. No path of a workspace is equal to it.
    package static let name = "manifest.json"
    /// The folder of the ZIP file that holds the workspace.
    package static let folder = "workspace/"
    /// The format that this program writes.
    package static let format = 1
    /// The file of the settings and the folder of the data, which a restore always replaces.
    package static let fixedItems = [Workspace.configurationName, ".kefu"]

    /// The size of all files in bytes.
    package var bytes: Int { files.reduce(0) { $0 + $1.bytes } }
}

extension Double {
    /// The time that lies so many seconds after 1970, in ISO 8601.
    package var timeText: String { Date(timeIntervalSince1970: self).formatted(.iso8601) }
}
