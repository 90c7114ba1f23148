/// The states of a passage's tokens, two bits for each dimension: about 20 kB for a passage of 200 tokens.
package struct PassageTokens: Sendable, Hashable {
    /// The bits in the order that the encoder uses. Empty for a passage without tokens.
    package let bytes: [UInt8]

    /// Wraps the bits that an encoder made, or that were stored.
    package init(bytes: [UInt8]) { self.bytes = bytes }
}
