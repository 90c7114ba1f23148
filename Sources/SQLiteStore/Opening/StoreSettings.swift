import Foundation
import GRDB

/// How the database is opened; the defaults serve everyone but the tests.
struct StoreSettings: Sendable {
    /// Seconds that a writer waits for another, in this process or any.
    var patience: TimeInterval = 30
    /// Most pages the file may have; nil for as many as the disk holds.
    var maximumPages: Int?
    /// The steps that this program knows.
    var migrator = StoreSchema.migrator

    /// Connections that read at once; each costs a thread and its page cache.
    static let readers = 4
}
