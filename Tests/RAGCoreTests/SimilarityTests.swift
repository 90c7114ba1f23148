import RAGCore
import Testing

@Suite struct SimilarityTests {
    @Test("the dot product of any length equals the plain sum", arguments: [0, 1, 7, 31, 32, 33, 384, 1536, 1537])
    func dotEqualsPlainSum(count: Int) {
        let a = (0..<count).map { Float(($0 * 37) % 11) - 5 }
        let b = (0..<count).map { Float(($0 * 53) % 7) - 3 }
        let plain = zip(a, b).reduce(Float(0)) { $0 + $1.0 * $1.1 }
        let dot = a.withUnsafeBufferPointer { left in b.withUnsafeBufferPointer { Similarity.dot(left, $0) } }
        #expect(abs(dot - plain) < 1e-3)
    }
}
