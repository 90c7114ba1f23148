import Foundation

/// A part of kefu that gets bytes from strangers, for libFuzzer (`scripts/fuzz`) and for the tests of its seeds.
struct FuzzTarget: Sendable {
    /// The name, which is also the folder of its seeds in Tests/Fixtures/fuzz.
    let name: String
    /// The extension of files in Tests/Fixtures that are seeds as well; nil if there are none.
    let fileExtension: String?
    /// Reads the bytes. It traps if a promise does not hold.
    let run: @Sendable (Data) -> Void

    init(_ name: String, seeds fileExtension: String? = nil, _ run: @escaping @Sendable (Data) -> Void) {
        (self.name, self.fileExtension, self.run) = (name, fileExtension, run)
    }

    /// Describes a part that reads text; bytes that are no text are repaired.
    static func text(_ name: String, _ run: @escaping @Sendable (String) -> Void) -> FuzzTarget {
        FuzzTarget(name) { run(String(decoding: $0, as: UTF8.self)) }
    }

    /// All targets by name.
    static let all = Dictionary(uniqueKeysWithValues: (readers + replies + texts).map { ($0.name, $0) })
}
