import CVectorKernels
import Foundation
import OperatingSystem

/// Vectors that were written together, in a file that never changes. Some may have been removed since.
struct Segment: Sendable {
    /// All components are smaller than this, so that no sum of their products overflows.
    static let largestComponent: Float = 0x1p50

    let name: SegmentName
    let layout: SegmentLayout
    /// The largest distance of a vector from the centre.
    let radius: Float
    private let content: Checksum
    private let file: MappedFile

    /// Opens the file and reads its first page. Throws `.absent` or `.damaged`.
    init(_ name: SegmentName, in folder: URL) throws(VectorFileFault) {
        do {
            file = try MappedFile(folder.appending(path: name.fileName))
        } catch {
            throw error.code == ENOENT ? .absent : .damaged("\(name.fileName) cannot be opened (\(error))")
        }
        let page = file.bytes.prefix(SegmentLayout.page)
        guard page.count == SegmentLayout.page, let header = page.withUnsafeBytes({ SegmentHeader($0) }) else {
            throw .damaged("\(name.fileName) has no valid header")
        }
        guard file.bytes.count == header.layout.size else { throw .damaged("\(name.fileName) has the wrong size") }
        self.name = name
        layout = header.layout
        radius = header.radius
        content = header.content
        file.expectRandomAccess(layout.vectors)
    }

    /// The number of vectors in the file, including those that were removed.
    var count: Int { layout.count }
    var ids: MappedNumbers<Int64> { MappedNumbers(file.bytes, layout.ids) }
    var centre: MappedNumbers<Float> { MappedNumbers(file.bytes, layout.centre) }

    /// Returns the components of the vector at `row`.
    func vector(_ row: Int) -> [Float] {
        let size = layout.dimensions * MemoryLayout<Float>.size
        let start = layout.vectors.lowerBound + row * size
        return file.bytes.withUnsafeBytes { bytes in
            Array(UnsafeRawBufferPointer(rebasing: bytes[start..<start + size]).assumingMemoryBound(to: Float.self))
        }
    }

    /// Releases the pages of the vectors from the memory of this process until they are read again.
    func releaseVectors() { file.release(0..<layout.vectors.upperBound) }

    /// Calls `body` with the codes, scales and bounds, which are valid until it returns.
    func withRows(_ body: (vk_rows) -> Void) {
        file.bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            body(
                vk_rows(
                    codes: (start + layout.codes.lowerBound).assumingMemoryBound(to: UInt8.self),
                    scales: (start + layout.scales.lowerBound).assumingMemoryBound(to: Float.self),
                    bounds: (start + layout.bounds.lowerBound).assumingMemoryBound(to: Float.self),
                    stride: Int64(layout.stride)
                )
            )
        }
    }

    /// Writes the product of `query` and the vector of candidate i to `scores[i]`.
    func products(_ query: [Float], _ rows: [vk_candidate], _ kernel: VectorKernel, _ scores: inout [Float]) {
        file.bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            let vectors = (start + layout.vectors.lowerBound).assumingMemoryBound(to: Float.self)
            let dimensions = Int32(layout.dimensions)
            vk_products(kernel.level, query, vectors, dimensions, rows, Int32(rows.count), &scores)
        }
    }

    /// Returns the row of the vector `id`, or nil if there is none.
    func row(of id: Int64) -> Int? {
        let row = ids.firstIndex(notBelow: id, from: 0)
        return row < count && ids[row] == id ? row : nil
    }

    /// Reads the whole file. Throws `.damaged` if its content does not match the checksum.
    func verify() throws(VectorFileFault) {
        var checksum = Checksum()
        file.bytes.withUnsafeBytes { bytes in
            checksum.add(UnsafeRawBufferPointer(rebasing: bytes[SegmentLayout.page...]))
        }
        guard checksum == content else { throw .damaged("\(name.fileName) does not match its checksum") }
    }
}
