import Foundation
import TestSupport

extension HostileDocument {
    static let json =
        jsonTexts.flatMap { [HostileDocument("json", $0), HostileDocument("jsonl", $0)] }
        + jsonLines.map { HostileDocument("jsonl", $0) }
        + [
            HostileDocument("json", "records with different keys") { size in
                Data(("[" + (0..<size / 14).map { "{\"k\($0)\":1}" }.joined(separator: ",") + "]").utf8)
            },
            HostileDocument("json", "records with more and more keys") { size in
                let count = Int(Double(size / 5).squareRoot())
                let records = (1...count).map { last in
                    "{" + (0..<last).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
                }
                return Data(("[" + records.joined(separator: ",") + "]").utf8)
            },
            HostileDocument("json", "one record with many keys") { size in
                Data(("{" + (0..<size / 12).map { "\"k\($0)\":1" }.joined(separator: ",") + "}").utf8)
            },
            HostileDocument("json", "one record with one key, often") { size in
                Data(("{" + (0..<size / 6).map { _ in "\"k\":1" }.joined(separator: ",") + "}").utf8)
            },
            HostileDocument("json", "records") { size in
                let records = (0..<size / 40).map { "{\"question\":\"Why \($0)?\",\"answer\":\"So.\"}" }
                return Data(("[" + records.joined(separator: ",") + "]").utf8)
            },
            HostileDocument("json", "nested objects") { size in
                let depth = 60
                let one = String(repeating: "{\"a\":", count: depth) + "1" + String(repeating: "}", count: depth)
                return Data(
                    ("[" + Array(repeating: one, count: max(size / one.count, 1)).joined(separator: ",") + "]").utf8
                )
            },
            HostileDocument("json", "escapes") { size in
                Data(("[\"" + String(repeating: "\\u4e2d", count: size / 6) + "\"]").utf8)
            },
            HostileDocument("json", "surrogates") { size in
                Data(("[\"" + String(repeating: "\\ud83d", count: size / 6) + "\"]").utf8)
            },
            HostileDocument("json", "one long string") { size in
                Data(("[\"" + String(repeating: "a ", count: size / 2) + "\"]").utf8)
            },
            HostileDocument("json", "strings") { size in
                Data(("[" + Array(repeating: "\"a\"", count: size / 4).joined(separator: ",") + "]").utf8)
            },
            HostileDocument("json", "one long number") { size in
                Data(("[" + String(repeating: "1", count: size) + "]").utf8)
            },
            HostileDocument("json", "long fractions") { size in
                Data(("[0." + String(repeating: "1", count: size) + "e5]").utf8)
            },
        ]

    private static let jsonTexts = [
        HostileText("open lists", repeating: "["),
        HostileText("open objects", repeating: "{\"a\":"),
        HostileText("nested lists", nesting: "[", "1", "]"),
        HostileText("spaces in a list", repeating: " ", after: "["),
        HostileText("numbers", repeating: "1,", after: "["),
        HostileText("open strings", repeating: "\"", after: "["),
        HostileText("backslashes", repeating: "\\\\", after: "[\""),
    ]

    private static let jsonLines = [
        HostileText("lines of records", numbered: { "{\"question\":\"Why \($0)?\",\"answer\":\"So.\"}\n" }),
        HostileText("lines with different keys", numbered: { "{\"k\($0)\":1}\n" }),
        HostileText("broken lines", repeating: "{\n"),
        HostileText("empty lines", repeating: "\n"),
        HostileText("lists as lines", repeating: "[1]\n"),
    ]
}
