import CVectorKernels

/// A query as whole numbers, in the form the scan needs, with the error of rounding it.
struct CodedQuery: ~Copyable {
    /// The components before rounding.
    let components: [Float]
    /// The Euclidean length of the query.
    private let length: Double
    /// The length of the difference between the query and its rounded form.
    private let rest: Float
    private let scale: Float
    private let offset: Int32
    private let wide: UnsafeMutableBufferPointer<Int16>
    private let bytes: UnsafeMutableBufferPointer<Int8>
    private let stride: Int

    init(_ components: [Float]) {
        self.components = components
        let stride = SegmentLayout.stride(dimensions: components.count)
        self.stride = stride
        let line = Int(VK_LINE)
        let numbers = UnsafeMutableRawPointer.allocate(byteCount: stride * 2, alignment: line)
        wide = UnsafeMutableBufferPointer(start: numbers.bindMemory(to: Int16.self, capacity: stride), count: stride)
        wide.initialize(repeating: 0)
        let halves = UnsafeMutableRawPointer.allocate(byteCount: stride * 2, alignment: line)
        bytes = UnsafeMutableBufferPointer(
            start: halves.bindMemory(to: Int8.self, capacity: stride * 2),
            count: stride * 2
        )
        // A sum of products of numbers up to `range` with codes up to 127 must fit in 32 bits.
        let range = Int32(min(Int(VK_QUERY_RANGE), Int(Int32.max) / (127 * components.count)))
        var rest: Float = 0
        scale = vk_round(components, Int32(components.count), range, wide.baseAddress, &rest)
        self.rest = rest
        var sum: Int32 = 0
        for (index, number) in wide.enumerated() {
            let low = Int8(truncatingIfNeeded: number)
            bytes[stride + index] = low
            bytes[index] = Int8((number - Int16(low)) / 256)
            sum &+= Int32(number)
        }
        offset = sum &* -128
        length = components.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }

    deinit {
        wide.deallocate()
        bytes.deallocate()
    }

    /// Prepares the query for codes around `centre`, of vectors within `radius` of it.
    ///
    /// The result is valid as long as this query is.
    func prepared(for centre: some Collection<Float>, radius: Float) -> SegmentQuery {
        var base = 0.0
        var squares = 0.0
        for (component, middle) in zip(components, centre) {
            base += Double(component) * Double(middle)
            squares += Double(middle) * Double(middle)
        }
        // The bound itself takes eight float operations, each with an error of 2^-24 of a number no larger than this.
        let rounding = length * (squares.squareRoot() + 2 * Double(radius)) * 0x1p-20
        let margin = Double(rest) * Double(radius) + rounding
        let query = vk_query(
            wide: wide.baseAddress,
            high: bytes.baseAddress,
            low: bytes.baseAddress.map { $0 + stride },
            offset: offset,
            scale: scale,
            reach: Float((length + Double(rest)) * (1 + 0x1p-20)),
            base: Float(base + margin)
        )
        return SegmentQuery(query: query, margin: Float(margin))
    }
}
