import Foundation
import RAGCore

#if _endian(big)
    #error("Vectors are stored as little-endian floats and read in place")
#endif

/// How a vector lies in a BLOB: its components one after another as little-endian IEEE 754 floats of 32 bits, as in memory.
enum VectorBlob {
    /// The vector in `blob`; nil where it has no whole number of components.
    static func decode(_ blob: Data) -> Embedding? {
        guard blob.count.isMultiple(of: MemoryLayout<Float>.size) else { return nil }
        let components = [Float](unsafeUninitializedCapacity: blob.count / MemoryLayout<Float>.size) { buffer, count in
            count = blob.copyBytes(to: buffer) / MemoryLayout<Float>.size
        }
        return Embedding(unitLength: components)
    }
}
