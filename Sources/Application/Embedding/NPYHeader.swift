import Foundation

/// The header of an NPY file, version 1.0: a table of little-endian float32, one row after another (numpy.lib.format).
struct NPYHeader {
    let rows: Int
    let columns: Int

    /// Magic, version, length, and the description, padded so that the data begins at a multiple of 64 bytes.
    var bytes: Data {
        var description = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
        let prefix = 10
        let padded = (prefix + description.utf8.count + 1 + 63) / 64 * 64 - prefix
        description += String(repeating: " ", count: padded - description.utf8.count - 1) + "\n"
        return Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0, UInt8(padded & 0xFF), UInt8(padded >> 8)])
            + Data(description.utf8)
    }
}
