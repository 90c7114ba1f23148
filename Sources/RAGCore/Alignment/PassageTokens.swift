/// The states of a passage's tokens on two layers, two bits for each dimension: 192 bytes a token with the local model,
/// about 40 kB for a passage of 200 tokens.
package struct PassageTokens: Sendable, Hashable {
    /// The bits in the order that the encoder uses. Empty for a passage without tokens.
    package let bytes: [UInt8]

    /// Wraps the bits that an encoder made, or that were stored.
    package init(bytes: [UInt8]) { self.bytes = bytes }
}
