import Foundation

@testable import SentenceEncoder

/// A model file in memory that is so small that a test can compute its results by hand.
///
/// Every field can be set to a value that a real file does not have.
struct TinyModel {
    /// A tensor in the directory. Its bytes follow the directory unless `offset` says otherwise.
    struct Tensor {
        var name: String
        var kind: UInt8 = 0
        var count: UInt32
        var offset: UInt64?
    }

    var magic = "E5S1"
    var version: UInt32 = 1
    var width: Int32 = 64
    var layers: Int32 = 3
    var heads: Int32 = 2
    var inner: Int32 = 96
    /// Rows of the word vectors.
    var vocabulary: Int32 = 100_000
    var window: Int32 = 16
    var epsilon: Float = 1e-5
    var block: Int32 = 32
    /// Pieces with the logarithms of their probabilities. `▁` stands for a space.
    var pieces: [(text: String, score: Float)] = [("<s>", 0), ("<pad>", 0), ("</s>", 0), ("<unk>", 0)]
    /// Numbers of the pieces that mark the start, the end, padding and an unknown character.
    var marks: [Int32] = [0, 2, 1, 3]
    /// The start of each piece in the text of all; nil for the true offsets.
    var offsets: [UInt32]?
    /// Scalars with the scalars that replace them.
    var replacements: [(scalar: UInt32, by: [UInt32])] = []
    /// The number of replacements that the file announces; nil for the true one.
    var replacementCount: Int32?
    /// The number of bytes that the file announces for the replacements; nil for the true one.
    var replacementLength: UInt32?
    var tensors: [Tensor] = []

    var bytes: Data {
        var writer = Writer()
        writer.data.append(contentsOf: magic.utf8)
        writer.add(version)
        for number in [width, layers, heads, inner, vocabulary, window, 2] { writer.add(number) }
        writer.add(epsilon.bitPattern)
        writer.add(block)
        addVocabulary(to: &writer)
        addReplacements(to: &writer)
        addTensors(to: &writer)
        return writer.data
    }

    /// Returns the file after reading it.
    func file() throws -> ModelFile { try ModelFile(bytes) }

    private func addVocabulary(to writer: inout Writer) {
        writer.add(Int32(pieces.count))
        marks.forEach { writer.add($0) }
        let text = pieces.flatMap { Array($0.text.utf8) }
        writer.add(UInt64(text.count))
        var start: UInt32 = 0
        let starts = pieces.map { piece in
            defer { start += UInt32(piece.text.utf8.count) }
            return start
        }
        (offsets ?? starts + [start]).forEach { writer.add($0) }
        pieces.forEach { writer.add($0.score.bitPattern) }
        writer.data.append(contentsOf: text)
    }

    private func addReplacements(to writer: inout Writer) {
        var map = Writer()
        for (scalar, replacement) in replacements {
            map.add(scalar)
            map.add(UInt8(replacement.count))
            replacement.forEach { map.add($0) }
        }
        writer.add(replacementCount ?? Int32(replacements.count))
        writer.add(replacementLength ?? UInt32(map.data.count))
        writer.data.append(map.data)
    }

    private func addTensors(to writer: inout Writer) {
        writer.add(Int32(tensors.count))
        let directory = tensors.reduce(0) { $0 + 2 + $1.name.utf8.count + 1 + 4 + 8 + 8 }
        let first = (writer.data.count + directory + 3) / 4 * 4
        var offset = first
        for tensor in tensors {
            writer.add(UInt16(tensor.name.utf8.count))
            writer.data.append(contentsOf: tensor.name.utf8)
            writer.add(tensor.kind)
            writer.add(tensor.count)
            writer.add(tensor.offset ?? UInt64(offset))
            let size = tensor.kind == 0 ? Int(tensor.count) * 4 : Int(tensor.count) / 32 * 18
            writer.add(UInt64(size))
            if tensor.offset == nil { offset += size }
        }
        writer.data.append(contentsOf: repeatElement(0, count: offset - writer.data.count))
    }

    /// Appends little-endian numbers.
    struct Writer {
        var data = Data()

        mutating func add(_ number: some FixedWidthInteger) {
            withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
        }
    }
}

extension TinyModel {
    /// A model with these pieces after the four marks, so that the first of them has the number 4.
    init(_ pieces: [(text: String, score: Float)]) {
        self.pieces += pieces
    }
}
