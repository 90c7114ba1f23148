import CVectorKernels
import Foundation
import OperatingSystem
import RAGCore

/// A builder of one segment. It takes one vector after another and needs 16 bytes of memory for each.
///
/// The vectors are written to the disk as they come. They are read again and coded at the end, when their centre is
/// known.
package struct VectorFileBuilder: ~Copyable {
    private let folder: URL
    private let dimensions: Int
    private let name: SegmentName
    private var output: OutputFile
    private var ids: [Int64] = []
    private var sums: [Double]

    init(in folder: URL, dimensions: Int) throws(SystemError) {
        name = SegmentName(number: .random(in: 1 ... .max))
        output = try OutputFile(folder.appending(path: name.fileName))
        self.folder = folder
        self.dimensions = dimensions
        sums = Array(repeating: 0, count: dimensions)
    }

    /// Bytes of vectors that are released together; a multiple of every system's page size.
    private static let releaseStep = 1 << 20

    /// The number of vectors that were appended.
    package var count: Int { ids.count }

    /// Appends a vector. The IDs must ascend.
    ///
    /// Throws `RAGError` if they do not, if the vector has another dimension or a component that is infinite or not a
    /// number, and if the disk is full.
    package mutating func append(_ id: Int64, _ embedding: Embedding) throws(RAGError) {
        try append(id, embedding.components)
    }

    mutating func append(_ id: Int64, _ components: [Float]) throws(RAGError) {
        guard components.count == dimensions else {
            throw RAGError(
                .failed,
                "Embedding \(id) has \(components.count) dimensions, but the vector file has \(dimensions)"
            )
        }
        guard components.allSatisfy({ $0.magnitude < Segment.largestComponent }) else {
            throw RAGError(.failed, "Embedding \(id) has a component that is too large or not a number")
        }
        guard ids.last.map({ $0 < id }) ?? true, ids.count < Int(Int32.max) else {
            throw RAGError(.failed, "Embedding \(id) is out of order in the vector file")
        }
        ids.append(id)
        for (index, component) in components.enumerated() { sums[index] += Double(component) }
        do { try output.write(components) } catch { throw .vectorFile(folder, error) }
    }

    /// Codes the vectors and keeps the file. Returns nil if no vector was appended.
    consuming func finish() throws(SystemError) -> SegmentName? {
        guard let layout = SegmentLayout(dimensions: dimensions, count: ids.count) else { return nil }
        try output.pad()
        let centre = sums.map { Float($0 / Double(layout.count)) }
        let written = try MappedFile(folder.appending(path: name.fileName))
        var scales: [Float] = []
        var bounds: [Float] = []
        var radius: Float = 0
        var codes = [UInt8](repeating: 0, count: layout.stride)
        // Pages that were read count as memory of this process: without a release, all vectors would in the end.
        var released = 0
        for row in 0..<layout.count {
            let start = layout.vectors.lowerBound + row * dimensions * 4
            let code = written.bytes.withUnsafeBytes { bytes in
                let vector = bytes.baseAddress.map { ($0 + start).assumingMemoryBound(to: Float.self) }
                return vk_encode(VectorKernel.fastest.level, vector, centre, Int32(dimensions), &codes)
            }
            scales.append(code.scale)
            bounds.append(code.bound)
            radius = max(radius, code.length)
            try output.write(codes)
            let coded = (start + dimensions * 4) / Self.releaseStep * Self.releaseStep
            if coded > released {
                written.release(released..<coded)
                released = coded
            }
        }
        try output.pad()
        try output.write(scales)
        try output.pad()
        try output.write(bounds)
        try output.pad()
        try output.write(ids)
        try output.pad()
        try output.write(centre)
        try output.pad()
        let header = SegmentHeader(layout: layout, radius: radius, content: output.checksum)
        try output.finish(firstPage: header.bytes)
        return name
    }
}
