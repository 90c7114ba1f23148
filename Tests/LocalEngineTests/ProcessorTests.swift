import Testing

@testable import LocalEngine

@Suite("Threads for the engine")
struct ProcessorTests {
    @Test(
        "there are as many threads as free cores, from 1 to 8, and no more than a container grants",
        arguments: [
            (2, nil, 0.0, 2), (2, nil, 0.3, 2), (2, nil, 1.0, 1), (2, nil, 2.0, 1), (1, nil, 0.0, 1), (8, nil, 2.5, 5),
            (64, nil, 1.0, 8), (64, 1.0, 0.0, 1), (64, 4.0, 0.1, 4), (4, 0.5, 3.0, 1),
        ] as [(Int, Double?, Double, Int)]
    )
    func threads(cores: Int, granted: Double?, busy: Double, expected: Int) {
        #expect(Processor.threads(cores: cores, granted: granted, busy: busy) == expected)
    }

    @Test("this machine gets at least one thread")
    func here() {
        #expect((1...8).contains(Processor.threads()))
    }
}
