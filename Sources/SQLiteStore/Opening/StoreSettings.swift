import Foundation
import GRDB

/// Options for opening a database. Only tests change the defaults.
struct StoreSettings: Sendable {
    /// How many seconds a writer waits for another, in this process or any other.
    var busyTimeout: TimeInterval = 30
    /// The most pages that the file may have; nil for as many as fit on the disk.
    var maximumPages: Int?
    /// The migrations that this program knows.
    var migrator = StoreSchema.migrator

    /// The number of connections that read in parallel. Each needs a thread and a page cache.
    static let readers = 4
}
