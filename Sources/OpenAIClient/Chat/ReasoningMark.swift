/// A mark around the reasoning in a reply, or another one that belongs to the form of a reply and not to its text.
struct ReasoningMark: Sendable, Hashable {
    enum Kind: Sendable {
        /// Reasoning begins, or ends.
        case opening, closing
        /// The channel of the answer begins, in the form of OpenAI's open models (Harmony).
        case answer
        /// A tag around the answer, which only counts after reasoning.
        case wrapper
        /// The beginning or end of a message.
        case control
    }

    let kind: Kind
    /// The mark in UTF-8, its letters small.
    let bytes: [UInt8]

    private init(_ kind: Kind, _ text: String) { (self.kind, bytes) = (kind, Array(text.utf8)) }

    /// Returns the first mark in `text` that `isWanted`, and its place; nil if something before it may become one.
    static func first(in text: [UInt8], where isWanted: (ReasoningMark) -> Bool) -> (place: Int, mark: ReasoningMark)? {
        for place in text.indices where starts.contains(text[place]) {
            for mark in all where isWanted(mark) {
                let length = mark.commonLength(with: text, at: place)
                if length == mark.bytes.count { return (place, mark) }
                if place + length == text.count { return nil }
            }
        }
        return nil
    }

    /// Returns the place from which `text` may become a mark; nil if nothing in it does.
    static func beginning(in text: [UInt8]) -> Int? {
        text.indices.suffix(longest).first { place in
            starts.contains(text[place])
                && all.contains { place + $0.commonLength(with: text, at: place) == text.count }
        }
    }

    /// Returns the number of bytes from `place` on that equal those of the mark, whatever the case of letters.
    private func commonLength(with text: [UInt8], at place: Int) -> Int {
        var length = 0
        while length < bytes.count, place + length < text.count {
            let byte = text[place + length]
            guard (0x41...0x5A).contains(byte) ? byte + 0x20 == bytes[length] : byte == bytes[length] else { break }
            length += 1
        }
        return length
    }

    private static let names = ["think", "thinking", "thought", "thoughts", "reasoning", "reflection", "seed:think"]
    private static let all: [ReasoningMark] =
        names.flatMap { [ReasoningMark(.opening, "<\($0)>"), ReasoningMark(.closing, "</\($0)>")] }
        + [
            ("[think]", .opening), ("[/think]", .closing), ("◁think▷", .opening), ("◁/think▷", .closing),
            ("<|begin_of_thought|>", .opening), ("<|end_of_thought|>", .closing),
            ("<|channel|>analysis<|message|>", .opening), ("<|channel|>commentary<|message|>", .opening),
            ("<|channel|>final<|message|>", .answer), ("<answer>", .wrapper), ("</answer>", .wrapper),
            ("<|begin_of_solution|>", .wrapper), ("<|end_of_solution|>", .wrapper), ("<|start|>assistant", .control),
            ("<|end|>", .control), ("<|return|>", .control), ("<|im_end|>", .control), ("<|im_start|>", .control),
        ].map { ReasoningMark($1, $0) }
    private static let starts = Set(all.map { $0.bytes[0] })
    private static let longest = all.map(\.bytes.count).max() ?? 0
}
