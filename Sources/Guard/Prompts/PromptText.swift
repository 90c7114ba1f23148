import Foundation
import Lexicon

/// Makes text from documents and customers safe to stand in a prompt: what it says stays, what only a prompt's author
/// writes does not.
///
/// A fence that is the same for every request keeps the prompt cache; that it cannot be closed from inside is sure
/// because its signs are never left in the text, not because they are secret.
package enum PromptText {
    /// The opening character of our fences. It stands in no text that `passage`, `heading` or `question` returned.
    package static let fenceOpening: Character = "⟦"
    /// The closing character of our fences.
    package static let fenceClosing: Character = "⟧"
    private static let (openingScalar, closingScalar): (Unicode.Scalar, Unicode.Scalar) = ("⟦", "⟧")

    /// Returns a passage without invisible characters, markers of chat templates and our fences. Lines that pretend
    /// to be a speaker or a source header become quotations. Code and Markdown stay unchanged.
    package static func passage(_ text: String) -> String {
        lines(of: withoutControlText(text)).map { line in
            let content = line.drop { $0 == " " || $0 == "\t" }
            guard !content.hasPrefix("> "), isSpeaker(content) || isSourceHeader(content) || isRoleHeading(content)
            else { return line }
            // A quoted line is a citation and no longer begins with the forged header.
            return "> " + content
        }.joined(separator: "\n")
    }

    /// Returns a heading or title on one line.
    package static func heading(_ text: String) -> String {
        withoutControlText(text).split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// Returns a customer's message, made safe like a passage.
    package static func question(_ text: String) -> String { passage(text) }

    /// Returns `text` without invisible characters, chat markers and fences.
    private static func withoutControlText(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in InvisibleCharacters.removed(from: text).unicodeScalars {
            plain.append(scalar == openingScalar ? "[" : scalar == closingScalar ? "]" : scalar)
        }
        return ChatMarkers.removed(from: String(plain))
    }

    private static func lines(of text: String) -> [String] {
        let characters = CharacterArray(text)
        return characters.scalars.indices.split(omittingEmptySubsequences: false) { characters[$0].isNewline }
            .map { characters.text($0) }
    }

    /// `System:`, `助手：`, `**User**:`.
    private static func isSpeaker(_ line: Substring) -> Bool {
        let opening = line.prefix(24)
        guard opening.unicodeScalars.contains(where: { $0 == ":" || $0 == "：" }) else { return false }
        let plain = opening.filter { !"*_#> \t【】[]<>".contains($0) }.lowercased()
        guard let colon = plain.firstIndex(where: { ":：".contains($0) }) else { return false }
        return speakers.contains(String(plain[..<colon]))
    }

    /// `[9] …` and `【9】…`: the shape of our own source headers.
    private static func isSourceHeader(_ line: Substring) -> Bool {
        guard let first = line.first, "[［【".contains(first) else { return false }
        let number = line.dropFirst().prefix { $0.isNumber || $0 == " " || $0 == "^" }
        guard !number.isEmpty, number.count <= 4, number.contains(where: \.isNumber) else { return false }
        return line.dropFirst(1 + number.count).first.map { "]］】".contains($0) } ?? false
    }

    /// `### Instruction`, `# 系统指令`.
    private static func isRoleHeading(_ line: Substring) -> Bool {
        guard line.hasPrefix("#") || line.hasPrefix("---") || line.hasPrefix("===") else { return false }
        let words = line.filter { !"#-=:： \t*[]".contains($0) }.lowercased()
        return headings.contains(words)
    }

    private static let speakers: Set<String> = [
        "system", "systemmessage", "systemprompt", "assistant", "user", "human", "ai", "developer", "tool", "customer",
        "agent", "question", "sources", "answer", "系统", "系统提示", "系统消息", "助手", "用户", "客户", "客服", "开发者", "管理员", "问题",
        "资料",
        "回答", "人类",
    ]
    private static let headings: Set<String> = [
        "instruction", "instructions", "newinstruction", "newinstructions", "system", "systemprompt", "systemmessage",
        "response", "input", "endofdocument", "endofsources", "endofsystemprompt", "endofcontext", "user", "assistant",
        "endofcontent", "指令", "新指令", "系统指令", "系统提示", "系统消息", "资料结束", "文档结束", "系统", "用户", "助手", "资料到此结束",
    ]
}
