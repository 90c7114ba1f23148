import Foundation
import Testing

@testable import SentenceEncoder

/// The header, the vocabulary and the directory, read from files that a test builds.
@Suite("Model file layout")
struct ModelFileLayoutTests {
    @Test("every field is read from its place")
    func fields() throws {
        var model = TinyModel([("▁a", -1)])
        model.replacements = [(0x3000, [0x20])]
        let file = try model.file()
        let shape = ModelFile.Shape(
            width: 64,
            layers: 3,
            heads: 2,
            inner: 96,
            vocabulary: 100_000,
            window: 16,
            epsilon: 1e-5
        )
        #expect(file.shape == shape)
        let vocabulary = file.vocabulary
        #expect(vocabulary.count == 5)
        #expect([vocabulary.start, vocabulary.end, vocabulary.unknown] == [0, 2, 3])
        #expect(String(decoding: file.bytes[vocabulary.text], as: UTF8.self) == "<s><pad></s><unk>▁a")
        #expect(vocabulary.offsets.count == 6 * 4)
        #expect(vocabulary.scores.count == 5 * 4)
        #expect(file.normalizationCount == 1)
        #expect(file.normalization.count == 9)
    }

    @Test(
        "sizes that the network cannot have are refused",
        arguments: [
            change { $0.version = 2 }, change { $0.block = 64 }, change { $0.heads = 3 },
            change { ($0.heads, $0.width) = (0, 0) }, change { ($0.heads, $0.width) = (13, 416) },
            change { $0.layers = 0 }, change { $0.layers = 65 }, change { $0.inner = 0 }, change { $0.inner = 100 },
            change { $0.inner = 16_416 }, change { $0.window = 2 }, change { $0.window = 513 },
            change { $0.vocabulary = 0 }, change { $0.vocabulary = 1_000_001 },
        ]
    )
    func unsupported(change: Change) {
        var model = TinyModel()
        change.body(&model)
        let error = #expect(throws: ModelFileFault.self) { try model.file() }
        if case .unsupported = error {} else { Issue.record("\(String(describing: error))") }
    }

    @Test(
        "the largest and the smallest sizes are taken",
        arguments: [
            change { ($0.heads, $0.width) = (1, 32) }, change { ($0.heads, $0.width) = (12, 384) },
            change { $0.layers = 1 }, change { $0.layers = 64 }, change { $0.inner = 32 },
            change { $0.inner = 16_384 }, change { $0.window = 3 }, change { $0.window = 512 },
            change { $0.vocabulary = 4 }, change { $0.vocabulary = 1_000_000 },
        ]
    )
    func supported(change: Change) throws {
        var model = TinyModel()
        change.body(&model)
        _ = try model.file()
    }

    @Test("a mark must be the number of a piece", arguments: [0, 1, 2, 3], [-1, 4] as [Int32])
    func marks(position: Int, number: Int32) {
        var model = TinyModel()
        model.marks[position] = number
        #expect(throws: ModelFileFault.damaged("special tokens")) { try model.file() }
    }

    @Test("there are no more pieces than word vectors")
    func tooManyPieces() {
        var model = TinyModel([("a", -1)])
        model.vocabulary = 4
        #expect(throws: ModelFileFault.damaged("more pieces than word vectors")) { try model.file() }
    }

    @Test("a tensor is found by its name, kind and size alone")
    func tensors() throws {
        var model = TinyModel()
        model.tensors = [.init(name: "a", count: 3), .init(name: "b", kind: 1, count: 64), .init(name: "c", count: 1)]
        let file = try model.file()
        let first = try file.floats("a", count: 3)
        #expect(first % 4 == 0)
        #expect(try file.weights("b", count: 64) == first + 12)
        #expect(try file.floats("c", count: 1) == first + 12 + 36)
        #expect(throws: ModelFileFault.damaged("no tensor d")) { try file.floats("d", count: 3) }
        #expect(throws: ModelFileFault.damaged("tensor a has another shape")) { try file.floats("a", count: 2) }
        #expect(throws: ModelFileFault.damaged("tensor a has another shape")) { try file.weights("a", count: 3) }
        #expect(throws: ModelFileFault.damaged("tensor b has another shape")) { try file.floats("b", count: 64) }
    }

    @Test("the bytes of a tensor lie within the file, up to its last byte")
    func tensorBounds() throws {
        var model = TinyModel()
        model.tensors = [.init(name: "a", count: 4)]
        let whole = model.bytes
        _ = try ModelFile(whole)
        #expect(throws: ModelFileFault.truncated) { try ModelFile(whole.dropLast()) }
        model.tensors = [.init(name: "a", kind: 1, count: 64)]
        #expect(throws: ModelFileFault.truncated) { try ModelFile(model.bytes.dropLast()) }
        model.tensors = [.init(name: "a", count: 0, offset: 1 << 40)]
        #expect(throws: ModelFileFault.truncated) { try model.file() }
        model.tensors = [.init(name: "a", kind: 2, count: 0)]
        #expect(throws: ModelFileFault.unsupported("the kind of a")) { try model.file() }
    }

    @Test("floats are aligned, packed weights need not be")
    func alignment() throws {
        var model = TinyModel()
        model.tensors = [.init(name: "a", count: 1, offset: 6)]
        #expect(throws: ModelFileFault.damaged("tensor a is not aligned")) { try model.file() }
        model.tensors = [.init(name: "a", kind: 1, count: 32, offset: 6)]
        #expect(try model.file().weights("a", count: 32) == 6)
    }

    @Test("a fault completes the sentence `the file is …`")
    func words() {
        #expect(ModelFileFault.notAModel.words == "not an embedding model")
        #expect(ModelFileFault.truncated.words == "cut short")
        #expect(
            ModelFileFault.unsupported("version 2").words == "of a kind that this program does not support: version 2"
        )
        #expect(ModelFileFault.damaged("special tokens").words == "damaged: special tokens")
    }

    /// A change of a model, as an argument of a test.
    struct Change: Sendable {
        let body: @Sendable (inout TinyModel) -> Void
    }

    private static func change(_ body: @escaping @Sendable (inout TinyModel) -> Void) -> Change { Change(body: body) }
}
