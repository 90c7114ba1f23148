import Foundation
import Testing

@testable import Batch

@Suite struct OutputHandleTests {
    private static let text = "1,\u{1B}]0;title\u{7}退货\u{202E}\u{9B}2J\n"

    @Test(
        "a table on a terminal does not control it, and one in a file keeps every character",
        arguments: [(true, "1,]0;title退货2J\n"), (false, text)]
    )
    func controls(isTerminal: Bool, expected: String) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "kefu-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data().write(to: url)
        try OutputHandle(try FileHandle(forWritingTo: url), isTerminal: isTerminal).write(Self.text)
        #expect(try String(contentsOf: url, encoding: .utf8) == expected)
    }
}
