import Foundation

/// A part of kefu that gets bytes from strangers, for libFuzzer (`scripts/fuzz`) and for the tests of its seeds.
struct FuzzTarget: Sendable {
    /// The name, which is also the folder of its seeds in Tests/Fixtures/fuzz.
    let name: String
    /// Reads the bytes. It traps if a promise does not hold.
    let run: @Sendable (Data) async -> Void

    init(_ name: String, _ run: @escaping @Sendable (Data) async -> Void) {
        (self.name, self.run) = (name, run)
    }

    /// Describes a part that reads text; bytes that are no text are repaired.
    static func text(_ name: String, _ run: @escaping @Sendable (String) async -> Void) -> FuzzTarget {
        FuzzTarget(name) { await run(String(decoding: $0, as: UTF8.self)) }
    }

    /// All targets by name.
    static let all = Dictionary(
        uniqueKeysWithValues: (readers + replies + texts + files + requests).map { ($0.name, $0) }
    )
}
