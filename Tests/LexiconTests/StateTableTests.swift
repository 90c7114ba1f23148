import Testing

@testable import Lexicon

@Suite struct StateTableTests {
    @Test("every transition is found however large the table grows, and no other")
    func transitions() {
        var table = StateTable()
        var expected: [[Int32]: Int32] = [:]
        for number in 0..<Int32(5_000) {
            let (state, symbol) = (number / 7, UInt32(number % 7) * 0x3_1415)
            table.add(number + 1, from: state, at: symbol)
            expected[[state, Int32(symbol)]] = number + 1
        }
        for (key, target) in expected { #expect(table[key[0], UInt32(key[1])] == target) }
        #expect(table[5_000, 0] == nil)
        #expect(table[0, 1] == nil)
        #expect(StateTable()[0, 0] == nil)
    }
}
