import CMatrixKernels

/// Runs windows of tokens through the network on one thread.
struct ForwardPass {
    let network: Network
    let kernel: Kernel

    /// Returns the mean of each window's last rows, [windows][width], not normalised.
    ///
    /// Each window holds 2 to `shape.window` ids of the vocabulary, with both marks.
    func means(of windows: [[Int32]]) -> [[Float]] {
        var means: [[Float]] = []
        run(windows) { layer, workspace in
            if layer == network.layers.count - 1 { means = self.means(windows, workspace) }
        }
        return means
    }

    /// Returns the rows of two layers for each window, [windows][2][tokens * width]: those of the layer before the
    /// last, then the last ones. They are not normalised; `means` returns the means of the last.
    func rows(of windows: [[Int32]]) -> [[Float]] {
        let last = network.layers.count - 1
        var rows = windows.map { _ in [Float]() }
        run(windows) { layer, workspace in
            for kept in [max(last - 1, 0), last] where kept == layer {
                var row = workspace.rows
                for (number, window) in windows.enumerated() {
                    let count = window.count * network.shape.width
                    rows[number] += UnsafeBufferPointer(start: row, count: count)
                    row += count
                }
            }
        }
        return rows
    }

    /// Runs `windows` through the network, and calls `read` with the number of each layer after it.
    private func run(_ windows: [[Int32]], _ read: (Int, borrowing Workspace) -> Void) {
        let tokens = windows.reduce(0) { $0 + $1.count }
        let workspace = Workspace(tokens: tokens, shape: network.shape)
        network.bytes.withUnsafeBytes { file in
            guard let base = file.baseAddress else { return }
            let tensors = Tensors(base: base, epsilon: network.shape.epsilon)
            embed(windows, tensors, workspace)
            for (number, layer) in network.layers.enumerated() {
                attend(layer, windows, Int32(tokens), tensors, workspace)
                feedForward(layer, Int32(tokens), tensors, workspace)
                read(number, workspace)
            }
        }
    }

    private func embed(_ windows: [[Int32]], _ tensors: Tensors, _ workspace: borrowing Workspace) {
        let tables = mk_tables(
            words: tensors.bytes(network.words),
            positions: tensors.floats(network.positions),
            type: tensors.floats(network.type)
        )
        let norm = tensors.norm(network.embeddingNorm)
        var start = 0
        for window in windows {
            let rows = workspace.rows + start * network.shape.width
            let quantized = workspace.narrow.advanced(by: start)
            window.withUnsafeBufferPointer { ids in
                mk_embed(kernel.level, tables, norm, ids.baseAddress, Int32(ids.count), rows, quantized)
            }
            start += window.count
        }
    }

    /// Adds self-attention within each window to the rows.
    private func attend(
        _ layer: Network.Layer,
        _ windows: [[Int32]],
        _ tokens: Int32,
        _ tensors: Tensors,
        _ workspace: borrowing Workspace
    ) {
        let width = network.shape.width
        let stride = Workspace.projectionStride(network.shape)
        for (part, dense) in [layer.query, layer.key, layer.value].enumerated() {
            let out = workspace.projections + part * width
            mk_dense_linear(kernel.level, tensors.dense(dense), workspace.narrow, tokens, out, Int32(stride))
        }
        var start = 0
        for window in windows {
            mk_attention(
                kernel.level,
                workspace.projections + start * stride,
                Int32(stride),
                Int32(network.shape.heads),
                Int32(window.count),
                workspace.attention,
                workspace.narrow.advanced(by: start)
            )
            start += window.count
        }
        let output = tensors.dense(layer.output)
        mk_dense_linear(kernel.level, output, workspace.narrow, tokens, workspace.addend, Int32(width))
        let norm = tensors.norm(layer.attentionNorm)
        mk_add_norm(kernel.level, norm, workspace.addend, tokens, workspace.rows, workspace.narrow)
    }

    /// Adds the two dense layers around GELU to the rows.
    private func feedForward(
        _ layer: Network.Layer,
        _ tokens: Int32,
        _ tensors: Tensors,
        _ workspace: borrowing Workspace
    ) {
        let width = Int32(network.shape.width)
        mk_dense_gelu(kernel.level, tensors.dense(layer.widen), workspace.narrow, tokens, workspace.wide)
        let narrow = tensors.dense(layer.narrow)
        mk_dense_linear(kernel.level, narrow, workspace.wide, tokens, workspace.addend, width)
        let norm = tensors.norm(layer.norm)
        mk_add_norm(kernel.level, norm, workspace.addend, tokens, workspace.rows, workspace.narrow)
    }

    private func means(_ windows: [[Int32]], _ workspace: borrowing Workspace) -> [[Float]] {
        let width = network.shape.width
        var row = workspace.rows
        var means: [[Float]] = []
        for window in windows {
            let mean = [Float](unsafeUninitializedCapacity: width) { mean, count in
                mk_mean(row, Int32(window.count), Int32(width), mean.baseAddress)
                count = width
            }
            means.append(mean)
            row += window.count * width
        }
        return means
    }
}

/// The tensors of the network in the form of the kernels, valid while the bytes of the file are.
private struct Tensors {
    let base: UnsafeRawPointer
    let epsilon: Float

    func bytes(_ offset: Int) -> UnsafePointer<UInt8> { (base + offset).assumingMemoryBound(to: UInt8.self) }
    func floats(_ offset: Int) -> UnsafePointer<Float> { (base + offset).assumingMemoryBound(to: Float.self) }

    func norm(_ norm: Network.Norm) -> mk_norm {
        mk_norm(gain: floats(norm.gain), shift: floats(norm.shift), epsilon: epsilon)
    }

    func dense(_ dense: Network.Dense) -> mk_dense {
        mk_dense(
            blocks: bytes(dense.blocks),
            bias: floats(dense.bias),
            outputs: Int32(dense.outputs),
            inputs: Int32(dense.inputs)
        )
    }
}

extension mk_activations {
    /// Returns the same activations from token `start` on.
    fileprivate func advanced(by start: Int) -> mk_activations {
        let width = Int(self.width)
        return mk_activations(
            values: values + start * width,
            scales: scales + start * width / Int(MK_BLOCK),
            width: self.width
        )
    }
}
