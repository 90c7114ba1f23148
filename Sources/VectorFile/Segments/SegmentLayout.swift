import CVectorKernels

/// Where things lie in a segment file: a page of header, then sections that begin at multiples of a page.
///
/// All of it follows from two numbers, so that no offset need be stored or believed. Numbers are little-endian.
struct SegmentLayout: Sendable, Equatable {
    static let page = 4096

    let dimensions: Int
    let count: Int

    /// nil where the numbers cannot be.
    init?(dimensions: Int, count: Int) {
        guard (1...Int(VK_MAX_DIMENSIONS)).contains(dimensions), (1...Int(Int32.max)).contains(count) else {
            return nil
        }
        self.dimensions = dimensions
        self.count = count
    }

    /// Bytes from one row of codes to the next, for vectors of `dimensions`.
    static func stride(dimensions: Int) -> Int { rounded(dimensions, to: Int(VK_LINE)) }

    /// The next multiple of `size`.
    static func rounded(_ offset: Int, to size: Int) -> Int { (offset + size - 1) / size * size }

    var stride: Int { Self.stride(dimensions: dimensions) }

    /// The vectors, [count][dimensions] floats.
    var vectors: Range<Int> { section(after: Self.page, count * dimensions * 4) }
    /// The codes, [count][stride] bytes.
    var codes: Range<Int> { section(after: vectors.upperBound, count * stride) }
    /// The codes' scales, [count] floats.
    var scales: Range<Int> { section(after: codes.upperBound, count * 4) }
    /// What the codes leave over, [count] floats.
    var bounds: Range<Int> { section(after: scales.upperBound, count * 4) }
    /// [count] ascending numbers of 64 bits.
    var ids: Range<Int> { section(after: bounds.upperBound, count * 8) }
    /// What is subtracted before coding, [dimensions] floats.
    var centre: Range<Int> { section(after: ids.upperBound, dimensions * 4) }
    /// Bytes of the whole file.
    var size: Int { Self.rounded(centre.upperBound, to: Self.page) }

    private func section(after end: Int, _ length: Int) -> Range<Int> {
        let start = Self.rounded(end, to: Self.page)
        return start..<start + length
    }
}
