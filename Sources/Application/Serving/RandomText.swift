/// Random texts that cannot be guessed, from the generator of the operating system.
package enum RandomText {
    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

    /// Returns 43 letters and digits, which hold 256 random bits.
    package static func secret() -> String { make(43) }

    /// Returns 16 letters and digits, which hold 95 random bits.
    package static func id() -> String { make(16) }

    private static func make(_ count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return String((0..<count).map { _ in digits[Int.random(in: digits.indices, using: &generator)] })
    }
}
