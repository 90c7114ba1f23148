import Foundation
import TestSupport

extension HostileDocument {
    static let tables =
        tableTexts.flatMap { [HostileDocument("csv", $0), HostileDocument("tsv", $0)] }
        + [
            HostileDocument("csv", "wide and long") { size in
                let columns = Int(Double(size / 2).squareRoot())
                return Data(String(repeating: String(repeating: "a,", count: columns) + "\n", count: columns).utf8)
            },
            HostileDocument("csv", "a wide header over short rows") { size in
                let columns = size / 8
                let header = (0..<columns).map { "n\($0)" }.joined(separator: ",")
                return Data((header + "\n" + String(repeating: "a\n", count: size / 4)).utf8)
            },
            HostileDocument("csv", "longer and longer rows") { size in
                let rows = Int(Double(size).squareRoot())
                return Data((1...rows).map { String(repeating: "a,", count: $0) + "\n" }.joined().utf8)
            },
            HostileDocument("csv", "one wide row below short ones") { size in
                Data((String(repeating: "a\n", count: size / 4) + String(repeating: "a,", count: size / 4)).utf8)
            },
            HostileDocument("csv", "empty columns") { size in
                let columns = Int(Double(size / 3).squareRoot())
                return Data(String(repeating: String(repeating: "a,,", count: columns) + "\n", count: columns).utf8)
            },
        ]

    private static let tableTexts = [
        HostileText("one row", repeating: "a,"),
        HostileText("one row of tabs", repeating: "a\t"),
        HostileText("one column", numbered: { "a\($0)\n" }),
        HostileText("two columns", numbered: { "a\($0),b\n" }),
        HostileText("questions", numbered: { ($0 == 0 ? "question,answer\n" : "") + "Why \($0)?,So.\n" }),
        HostileText("questions without answers", numbered: { ($0 == 0 ? "question,answer\n" : "") + "Why \($0)?,\n" }),
        HostileText("empty rows", repeating: ",\n"),
        HostileText("rows and gaps", repeating: "a,b\n\n"),
        HostileText("tables and gaps", repeating: "name,size\na,1\nb,2\n\nkind,price\nc,3\n\n"),
        HostileText("titles and gaps", repeating: "Title\n\nname,size\na,1\n\n"),
        HostileText("headers", repeating: "name,size\n"),
        HostileText("open quotes", repeating: "\"a\n"),
        HostileText("doubled quotes", repeating: "\"\"", after: "\""),
        HostileText("quoted cells", repeating: "\"a\nb\",\"c\"\n"),
        HostileText("stray quotes", repeating: "a\"b,\"c\"d\n"),
        HostileText("markup", repeating: "<b>a</b>&amp;,"),
        HostileText("open markup", repeating: "<a ,"),
        HostileText("markup in one cell", repeating: "<b>a</b>"),
        HostileText("nested markup in one cell", repeating: "<b>"),
        HostileText("line breaks in one cell", repeating: "a\n", after: "\""),
        HostileText("numbers", numbered: { ($0 == 0 ? "name,price\n" : "") + "a\($0),\($0)\n" }),
        HostileText("groups", numbered: { ($0 == 0 ? "name,price\n" : "") + "group,\na\($0),\($0)\n" }),
    ]
}
