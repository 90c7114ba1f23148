import CMatrixKernels
import Foundation

/// The offsets of the encoder's tensors in the model file. Their sizes are checked.
struct Network: Sendable {
    struct Dense: Sendable {
        let blocks: Int
        let bias: Int
        let outputs: Int
        let inputs: Int
    }

    struct Norm: Sendable {
        let gain: Int
        let shift: Int
    }

    /// One transformer layer (BERT, https://arxiv.org/abs/1810.04805: normalisation after each residual).
    struct Layer: Sendable {
        let query: Dense
        let key: Dense
        let value: Dense
        let output: Dense
        let attentionNorm: Norm
        let widen: Dense
        let narrow: Dense
        let norm: Norm
    }

    let bytes: Data
    let shape: ModelFile.Shape
    let words: Int
    let positions: Int
    let type: Int
    let embeddingNorm: Norm
    let layers: [Layer]

    init(_ file: ModelFile) throws(ModelFileFault) {
        let shape = file.shape
        let (width, inner) = (shape.width, shape.inner)
        bytes = file.bytes
        self.shape = shape
        words = try file.weights("emb.word", count: shape.vocabulary * width)
        positions = try file.floats("emb.pos", count: shape.window * width)
        type = try file.floats("emb.type", count: 2 * width)
        embeddingNorm = try Self.norm("emb.ln", width, file)
        var layers: [Layer] = []
        for number in 0..<shape.layers {
            let name = "l\(number)"
            layers.append(
                Layer(
                    query: try Self.dense("\(name).q", width, width, file),
                    key: try Self.dense("\(name).k", width, width, file),
                    value: try Self.dense("\(name).v", width, width, file),
                    output: try Self.dense("\(name).ao", width, width, file),
                    attentionNorm: try Self.norm("\(name).aln", width, file),
                    widen: try Self.dense("\(name).fi", width, inner, file),
                    narrow: try Self.dense("\(name).fo", inner, width, file),
                    norm: try Self.norm("\(name).oln", width, file)
                )
            )
        }
        self.layers = layers
    }

    private static func dense(
        _ name: String,
        _ inputs: Int,
        _ outputs: Int,
        _ file: ModelFile
    ) throws(ModelFileFault) -> Dense {
        Dense(
            blocks: try file.weights("\(name).w", count: inputs * outputs),
            bias: try file.floats("\(name).b", count: outputs),
            outputs: outputs,
            inputs: inputs
        )
    }

    private static func norm(_ name: String, _ width: Int, _ file: ModelFile) throws(ModelFileFault) -> Norm {
        Norm(gain: try file.floats("\(name).w", count: width), shift: try file.floats("\(name).b", count: width))
    }
}
