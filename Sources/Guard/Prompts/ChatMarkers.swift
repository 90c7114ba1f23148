import Foundation

/// The markers by which chat templates name the speaker. In a document or an answer they are forged or leaked.
enum ChatMarkers {
    /// Returns `text` without markers. Angle and square brackets of code, HTML and Markdown stay.
    static func removed(from text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0 == "<" || $0 == "[" || $0 == "＜" }) else { return text }
        var rest = text[...]
        var kept = ""
        while let start = rest.unicodeScalars.firstIndex(where: { $0 == "<" || $0 == "[" || $0 == "＜" }) {
            kept += rest[..<start]
            rest = rest[start...]
            if let length = length(at: rest) {
                rest = rest.dropFirst(length)
            } else {
                kept.append(rest.removeFirst())
            }
        }
        // The rest may form a marker again: `<|im_<|im_start|>start|>`.
        let result = kept + rest
        return result.count < text.count ? removed(from: result) : result
    }

    /// The number of characters in the longest marker.
    static let longest = 48

    /// Returns the length of the marker that `text` begins with; nil if there is none.
    static func length(at text: Substring) -> Int? {
        let lower = text.prefix(longest).lowercased()
        if let fixed = fixed.first(where: lower.hasPrefix) { return fixed.count }
        // <|anything|>, also in full width and with the bar of DeepSeek's template.
        guard let first = lower.first, "<＜".contains(first) else { return nil }
        let inner = lower.dropFirst()
        guard let bar = inner.first, "|｜".contains(bar) else { return nil }
        let name = inner.dropFirst().prefix { $0.isLetter || $0.isNumber || "_- ▁".contains($0) }
        let end = inner.dropFirst(1 + name.count)
        guard !name.isEmpty, let closing = end.first, "|｜".contains(closing), let angle = end.dropFirst().first,
            ">＞".contains(angle)
        else { return nil }
        return 1 + 1 + name.count + 2
    }

    /// Returns whether `text` may grow into a marker.
    static func mayBegin(_ text: Substring) -> Bool {
        guard text.count < longest, let first = text.first else { return false }
        let lower = text.lowercased()
        if fixed.contains(where: { $0.hasPrefix(lower) && $0.count > lower.count }) { return true }
        guard "<＜".contains(first) else { return false }
        let inner = lower.dropFirst()
        guard let bar = inner.first else { return true }
        return "|｜".contains(bar)
            && inner.dropFirst().allSatisfy { $0.isLetter || $0.isNumber || "_- ▁|｜".contains($0) }
    }

    private static let fixed = [
        "[inst]", "[/inst]", "[system]", "[/system]", "<<sys>>", "<</sys>>", "<s>[inst]", "<start_of_turn>",
        "<end_of_turn>", "<system>", "</system>", "<assistant>", "</assistant>", "<user>", "</user>", "<instructions>",
        "</instructions>", "<sources>", "</sources>", "<tool_call>", "</tool_call>", "<think>", "</think>",
    ]
}
