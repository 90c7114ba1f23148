import Testing

@testable import Insight

@Suite struct QuantizedCoordinatesTests {
    @Test("each column has a scale of its own, and no value is off by more than half a step")
    func scales() {
        let exact: [Float] = [1_000, 0.01, -254, -0.02, 3, 0.005]
        let stored = QuantizedCoordinates(exact, width: 2)
        #expect(stored.values[0] == 127 && stored.values[3] == -127)
        for (place, value) in exact.enumerated() {
            let scale = stored.scales[place % 2]
            #expect(abs(Float(stored.values[place]) * scale - value) <= scale * 0.5001)
        }
    }

    @Test("a column of zeros stays zero, and nothing stays nothing")
    func zeros() {
        #expect(QuantizedCoordinates([0, 1, 0, 2], width: 2).values == [0, 64, 0, 127])
        #expect(QuantizedCoordinates([0, 1], width: 2).scales[0] == 0)
        #expect(QuantizedCoordinates([], width: 0).values.isEmpty)
    }
}
