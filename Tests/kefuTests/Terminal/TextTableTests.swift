import Testing

@testable import kefu

@Suite struct TextTableTests {
    @Test("the first column is aligned left and the others right, in cells")
    func alignment() {
        let table = TextTable(header: ["会话", "turns"], rows: [["王女士", "3"], ["a", "120"]])
        #expect(table.text == "会话    turns\n王女士      3\na         120")
    }

    @Test("chosen columns are aligned left")
    func flushLeft() {
        let table = TextTable(header: ["n", "名"], rows: [["10", "x"]], flushLeft: [1])
        #expect(table.text == " n  名\n10  x ")
    }

    @Test("a table without rows is its header")
    func empty() {
        #expect(TextTable(header: ["a", "b"], rows: []).text == "a  b")
    }
}
