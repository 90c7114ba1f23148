import Synchronization

/// An approximate LRU cache of at most twice `capacity` values, safe to use from many tasks.
///
/// It consists of two dictionaries. A value that is used moves to the young one. When that is full it becomes the old
/// one, and the values of the old one are dropped.
package final class RecentCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Ages {
        var young: [Key: Value] = [:]
        var old: [Key: Value] = [:]
    }

    private let ages = Mutex(Ages())
    private let capacity: Int

    /// Creates an empty cache.
    package init(capacity: Int) {
        self.capacity = capacity
    }

    /// The cached value for `key`; nil if there is none. Reading counts as use.
    package subscript(key: Key) -> Value? {
        get {
            ages.withLock { ages in
                if let value = ages.young[key] { return value }
                guard let value = ages.old[key] else { return nil }
                keep(value, for: key, &ages)
                return value
            }
        }
        set {
            ages.withLock { ages in
                if let newValue {
                    keep(newValue, for: key, &ages)
                } else {
                    ages.young[key] = nil
                    ages.old[key] = nil
                }
            }
        }
    }

    /// Returns the cached value for `key`, or creates and caches it. Two concurrent calls may both create it.
    package func value(for key: Key, make: () throws -> Value) rethrows -> Value {
        if let value = self[key] { return value }
        let value = try make()
        self[key] = value
        return value
    }

    /// Drops all values.
    package func removeAll() {
        ages.withLock { $0 = Ages() }
    }

    private func keep(_ value: Value, for key: Key, _ ages: inout Ages) {
        if ages.young.count >= capacity { ages = Ages(old: ages.young) }
        ages.young[key] = value
    }
}
