import Testing

@testable import Answering

@Suite("Leads of a question's tokens")
struct TokenLeadsTests {
    /// Ten passages whose cosines vary a little around .3, for three tokens.
    private let others: [[Float]] = (0..<10).map { passage in (0..<3).map { 0.3 + 0.01 * Float((passage + $0) % 5) } }

    @Test("one word that the best passage says no better than the others makes the weakest lead small")
    func weakest() throws {
        let answers: [Float] = [0.8, 0.8, 0.8], misses: [Float] = [0.8, 0.32, 0.8]
        let whole = try #require(TokenLeads(of: answers, among: others + [answers]).weakest)
        let part = try #require(TokenLeads(of: misses, among: others + [misses]).weakest)
        #expect(whole > 10)
        #expect(abs(part) < 1)
    }

    @Test("passages that say a word as well as the best one are no background for it")
    func leading() throws {
        let best: [Float] = [0.8, 0.8, 0.8]
        let several = others + [[Float]](repeating: best, count: TokenLeads.leading)
        #expect(try #require(TokenLeads(of: best, among: several).weakest) > 10)
        let many = others + [[Float]](repeating: best, count: 20)
        #expect(try #require(TokenLeads(of: best, among: many).weakest) < 2)
    }

    @Test("a question without tokens has none")
    func empty() { #expect(TokenLeads(of: [], among: [[], []]).weakest == nil) }
}
