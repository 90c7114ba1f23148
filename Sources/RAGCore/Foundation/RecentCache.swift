import Synchronization

/// Values by key of which those not used for long are forgotten, so that it never holds more than twice `capacity`.
///
/// Two dictionaries: what is used moves to the young one; when that is full it becomes the old one, and what nobody has used since
/// the last change goes. That is nearly least-recently-used without a list to keep.
package final class RecentCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Ages {
        var young: [Key: Value] = [:]
        var old: [Key: Value] = [:]
    }

    private let ages = Mutex(Ages())
    private let capacity: Int

    package init(capacity: Int) {
        self.capacity = capacity
    }

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

    /// The value for `key`, made by `make` where none is held; two at once may both make it.
    package func value(for key: Key, make: () throws -> Value) rethrows -> Value {
        if let value = self[key] { return value }
        let value = try make()
        self[key] = value
        return value
    }

    package func removeAll() {
        ages.withLock { $0 = Ages() }
    }

    private func keep(_ value: Value, for key: Key, _ ages: inout Ages) {
        if ages.young.count >= capacity { ages = Ages(old: ages.young) }
        ages.young[key] = value
    }
}
