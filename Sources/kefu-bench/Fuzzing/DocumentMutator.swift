import Foundation

/// Makes mutated documents from given ones: cut, repeated, spliced, with wrong bytes and with text that is hard to
/// read.
struct DocumentMutator {
    private let documents: [Data]
    private var random: SplitMix

    /// Creates a mutator; `documents` must not be empty. The same seed gives the same mutations.
    init(documents: [Data], seed: UInt64) {
        self.documents = documents
        self.random = SplitMix(state: seed)
    }

    /// Returns a mutated document. In a ZIP file usually one part is mutated.
    mutating func next() -> Data {
        let base = pick(documents) ?? Data()
        guard var archive = StoredZip(base), below(8) > 0, !archive.parts.isEmpty else { return mutated(base) }
        let index = below(archive.parts.count)
        let others = documents.compactMap { StoredZip($0)?.parts.first { $0.name == archive.parts[index].name }?.bytes }
        archive.parts[index].bytes = mutated(archive.parts[index].bytes, others: others)
        return archive.data
    }

    private mutating func mutated(_ data: Data, others: [Data]? = nil) -> Data {
        var bytes = [UInt8](data.prefix(100_000))
        // Most faults need few changes, some need many. Small documents are quicker, so more of them can be tried.
        if below(3) > 0 { bytes = part(of: bytes, upTo: 4_000) }
        for _ in 0..<(1 << below(6)) { mutate(&bytes, others: others ?? documents) }
        // Text usually stays valid text: readers refuse wrong bytes early, and the later code would not be tested.
        if below(8) > 0, String(validating: data, as: UTF8.self) != nil {
            return Data(String(decoding: bytes.prefix(400_000), as: UTF8.self).replacing("\0", with: "").utf8)
        }
        return Data(bytes.prefix(400_000))
    }

    private mutating func mutate(_ bytes: inout [UInt8], others: [Data]) {
        let place = below(bytes.count + 1)
        let end = min(bytes.count, place + below(1 << below(12)))
        switch below(11) {
        case 0: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
        case 1: if place < bytes.count { bytes[place] ^= 1 << UInt8(below(8)) }
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: below(bytes.count + 1))
        case 4:
            let piece = Array(bytes[place..<end].prefix(200))
            bytes.insert(contentsOf: (0..<(1 << below(8))).flatMap { _ in piece }, at: place)
        case 5: bytes.insert(contentsOf: part(of: [UInt8](pick(others) ?? Data()), upTo: 2_000), at: place)
        case 6: bytes.removeSubrange(place...)
        case 7: number(&bytes, from: place)
        case 8: line(&bytes)
        default: bytes.insert(contentsOf: Array((pick(Self.stumblingBlocks) ?? "").utf8), at: place)
        }
    }

    /// Replaces the next digits by another number, because they may be a length, a span or a level.
    private mutating func number(_ bytes: inout [UInt8], from place: Int) {
        guard let first = bytes[place...].firstIndex(where: { (0x30...0x39).contains($0) }) else { return }
        let end = bytes[first...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count
        let numbers = ["0", "1", "-1", "255", "65536", "2147483648", "99999999999999999999", "1e999"]
        bytes.replaceSubrange(first..<end, with: Array((pick(numbers) ?? "").utf8))
    }

    /// Moves a random line to another place.
    private mutating func line(_ bytes: inout [UInt8]) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        let line = lines.remove(at: below(lines.count))
        lines.insert(line, at: below(lines.count + 1))
        bytes = Array(lines.joined(separator: [0x0A]))
    }

    private mutating func part(of bytes: [UInt8], upTo count: Int) -> [UInt8] {
        let start = below(max(bytes.count - count, 0) + 1)
        return Array(bytes[start..<min(bytes.count, start + below(count) + 1)])
    }

    private mutating func below(_ bound: Int) -> Int { bound > 0 ? Int.random(in: 0..<bound, using: &random) : 0 }

    private mutating func pick<Element>(_ all: [Element]) -> Element? { all.randomElement(using: &random) }

    private static let stumblingBlocks = [
        "\n", "\r", "\r\n", "\n\n", "\t", "\u{0}", "\u{FEFF}", "\u{A0}", "\u{3000}", "\u{2028}", "\u{200D}", "\u{301}",
        "\u{FE0F}",
        "👩‍👩‍👧", "🇨🇳", "𠮷", "한", "。", "！”", "；", "……", "，", "、", ". ", "e.g. ", "No. 5", "v1.2.3", "．", "第一章 ", "１",
        "```\n", "~~~", "|", "\\|", "\n|---|---|\n", "| a | b |\n", "# ", "###### ", "- ", "> ", "1. ", "    ", "---\n",
        "===\n",
        "[a]: b\n", "<!--", "-->", "![", "](", "**", "`", "\\", "\"", "\"\"", ",", ";", "question,answer\n", "问题\t答案\n",
        "<table>", "<tr><td colspan=9999 rowspan=9999>", "</td>", "<pre>", "<h1>", "</div>", "<script>", "&nbsp;",
        "&#0;", "&#x110000;",
        "<![CDATA[", "]]>", "<?xml", "<w:p>", "<w:tbl>", "{", "}", "[", "]", "{\"a\":", "null", "\\ud800", "\\u0000",
        "1e400", ":",
        String(repeating: "x", count: 3_000), String(repeating: "字", count: 2_000),
        String(repeating: "[", count: 2_000),
        String(repeating: "> ", count: 500), String(repeating: "<div>", count: 500),
        String(repeating: "e\u{301}\u{302}", count: 300),
    ]
}
