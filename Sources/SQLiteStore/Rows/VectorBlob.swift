import Foundation
import RAGCore

#if _endian(big)
    #error("Vectors are stored as little-endian floats and read in place")
#endif

/// The format of a vector in a BLOB: consecutive 32-bit IEEE 754 floats, little-endian as in memory.
enum VectorBlob {
    /// Returns the vector in `blob`, or nil if its length is not a multiple of four bytes.
    static func decode(_ blob: Data) -> Embedding? {
        guard blob.count.isMultiple(of: MemoryLayout<Float>.size) else { return nil }
        let components = [Float](unsafeUninitializedCapacity: blob.count / MemoryLayout<Float>.size) { buffer, count in
            count = blob.copyBytes(to: buffer) / MemoryLayout<Float>.size
        }
        return Embedding(unitLength: components)
    }
}
