import TestSupport
import Testing

@testable import Privacy

/// The time of masking by the length of a text.
@Suite struct GrowthTests {
    @Test("the time of masking grows no faster than n log n", arguments: HostileText.plain)
    func growth(text: HostileText) {
        let mask = PrivateDataMask()
        let growth = Growth.measure(from: 500, to: 32_000, make: text.callAsFunction) { _ = mask.masked($0) }
        #expect(growth.isBearable, "\(growth)")
    }
}
