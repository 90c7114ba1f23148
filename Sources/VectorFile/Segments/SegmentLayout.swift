import CVectorKernels

/// The layout of a segment file: a page with the header, then sections that begin at multiples of a page.
///
/// Two numbers determine it, so no offset is stored that could be wrong. All numbers are little-endian.
struct SegmentLayout: Sendable, Equatable {
    static let page = 4096

    let dimensions: Int
    let count: Int

    /// Creates a layout. Returns nil if a number is out of range.
    init?(dimensions: Int, count: Int) {
        guard (1...Int(VK_MAX_DIMENSIONS)).contains(dimensions), (1...Int(Int32.max)).contains(count) else {
            return nil
        }
        self.dimensions = dimensions
        self.count = count
    }

    /// Returns the number of bytes from one row of codes to the next, for vectors of `dimensions`.
    static func stride(dimensions: Int) -> Int { rounded(dimensions, to: Int(VK_LINE)) }

    /// Returns `offset`, rounded up to a multiple of `size`.
    static func rounded(_ offset: Int, to size: Int) -> Int { (offset + size - 1) / size * size }

    var stride: Int { Self.stride(dimensions: dimensions) }

    /// The vectors: [count][dimensions] floats.
    var vectors: Range<Int> { section(after: Self.page, count * dimensions * 4) }
    /// The codes: [count][stride] bytes.
    var codes: Range<Int> { section(after: vectors.upperBound, count * stride) }
    /// The scales of the codes: [count] floats.
    var scales: Range<Int> { section(after: codes.upperBound, count * 4) }
    /// The errors of the codes: [count] floats.
    var bounds: Range<Int> { section(after: scales.upperBound, count * 4) }
    /// The IDs: [count] ascending 64-bit integers.
    var ids: Range<Int> { section(after: bounds.upperBound, count * 8) }
    /// The vector that is subtracted before coding: [dimensions] floats.
    var centre: Range<Int> { section(after: ids.upperBound, dimensions * 4) }
    /// The number of bytes of the whole file.
    var size: Int { Self.rounded(centre.upperBound, to: Self.page) }

    private func section(after end: Int, _ length: Int) -> Range<Int> {
        let start = Self.rounded(end, to: Self.page)
        return start..<start + length
    }
}
