import Foundation
import Lexicon
import RAGCore

/// Finds signs that a text tries to command the model. They are evidence for a decision, never the only defence.
package enum InjectionSigns {
    /// The kind of a sign.
    package enum Sign: String, Sendable, Hashable, Codable, CaseIterable {
        /// `Ignore previous instructions`, `忽略以上指令`.
        case override
        /// A request for the prompt.
        case promptRequest = "prompt-request"
        /// `You are now DAN`, `从现在起你是`.
        case role
        /// Markers of chat templates.
        case marker
        /// Characters that hide data.
        case hidden
        /// Encoded text that contains a command.
        case encoded
    }

    /// Returns the signs in `text`.
    package static func found(in text: String) -> Set<Sign> {
        var signs = words(in: text)
        if ChatMarkers.removed(from: text).count < text.count { signs.insert(.marker) }
        if InvisibleCharacters.hideData(in: text) { signs.insert(.hidden) }
        if hiddenTags(in: text).map({ !words(in: $0).isEmpty }) == true { signs.insert(.override) }
        for blob in blobs(in: text)
        where !words(in: blob).isEmpty || blob.contains(where: \.isWhitespace) && isReadable(blob) {
            signs.insert(.encoded)
        }
        return signs
    }

    private static func words(in text: String) -> Set<Sign> {
        let plain = InvisibleCharacters.removed(from: text).foldingCaseAndWidth().collapsingWhitespace()
        let tight = plain.lettersAndDigits()
        let begun = openings(in: plain).union(openings(in: tight))
        guard !begun.isEmpty else { return [] }
        var signs: Set<Sign> = []
        for (sign, families) in phrases
        where families.contains(where: { !begun.isDisjoint(with: $0.steps[0]) && $0.occurs(in: plain, tight: tight) }) {
            signs.insert(sign)
        }
        return signs
    }

    /// Returns the first words of phrases that `text` contains. One pass finds that most texts contain none.
    private static func openings(in text: String) -> Set<String> {
        Set(opener.found(in: text).map { firstWords[$0] })
    }

    private static let firstWords = Array(Set(phrases.flatMap { $0.1.flatMap { $0.steps[0] } }))
    private static let opener = AhoCorasick(firstWords.map { Array($0.unicodeScalars) })

    /// Alternatives of words that follow one another within a short distance.
    private struct Phrase {
        let steps: [[String]]
        /// The largest number of characters from the start of one step to the start of the next.
        let reach: Int
        /// Whether it is searched in the text without spaces and punctuation, as Chinese is.
        let isTight: Bool

        func occurs(in plain: String, tight: String) -> Bool {
            let text = isTight ? tight : plain
            return steps[0].contains { word in
                var rest = text[...]
                while let range = rest.range(of: word) {
                    rest = rest[range.upperBound...]
                    if isTight || isWordStart(range.lowerBound, in: text), follows(1, after: rest) { return true }
                }
                return false
            }
        }

        private func follows(_ step: Int, after rest: Substring) -> Bool {
            guard step < steps.count else { return true }
            let near = rest.prefix(reach)
            return steps[step].contains { word in
                near.range(of: word).map { follows(step + 1, after: rest[$0.upperBound...]) } ?? false
            }
        }

        private func isWordStart(_ index: String.Index, in text: String) -> Bool {
            index == text.startIndex || !text[text.index(before: index)].isLetter
        }
    }

    private static func english(_ steps: String..., reach: Int = 40) -> Phrase {
        Phrase(steps: steps.map { $0.components(separatedBy: "|") }, reach: reach, isTight: false)
    }

    private static func chinese(_ steps: String..., reach: Int = 12) -> Phrase {
        Phrase(steps: steps.map { $0.components(separatedBy: "|") }, reach: reach, isTight: true)
    }

    private static let phrases: [(Sign, [Phrase])] = [
        (
            .override,
            [
                english(
                    "ignore|disregard|forget|override|bypass",
                    "previous|above|prior|earlier|preceding|your|all|the system|these|initial|original",
                    "instruction|prompt|rule|direction|guideline|command|restriction|programming"
                ),
                english(
                    "ignore instructions|new instructions:|new instruction:|end of system prompt|begin new instructions"
                ),
                english("do not follow|don't follow|stop following", "instruction|rule|guideline|system prompt"),
                english("ignore everything|forget everything", "above|before|said|told|previous"),
                english(
                    "important|attention|note",
                    "ai|assistant|chatbot|language model|llm",
                    "must|instead|reply|respond|output",
                    reach: 60
                ),
                chinese(
                    "忽略|无视|忘记|忘掉|抛开|不要理会|不用管|别管|跳过|绕过|覆盖",
                    "以上|之前|前面|上面|先前|上述|所有|系统|你的|原来|原有|一切",
                    "指令|提示|规则|要求|设定|指示|限制|命令|约束|内容",
                    reach: 14
                ),
                chinese("忽略|无视|跳过|忘记|别管", "规则|指令|提示词|其他资料|资料的内容|以上内容", reach: 8),
                chinese("ai助手|智能助手|语言模型|客服系统", "请在回答|必须|务必|请注意|把初始", reach: 8),
                chinese("每次回答|每个回答|回答末尾|在回答里|下一次回答|之后每次", "加上|附上|带上|都要|先说|改成|输出", reach: 8),
                english("ignore the rules|ignore your rules|disregard your rules|ignore the above|forget your rules"),
                english("ignore|disregard", "all previous|other", "source|content|document"),
                english(
                    "assistants must|assistants should|ai must|assistant must|in your next answer|in every reply|every answer with"
                ),
                chinese("忽略指令|无视指令|新的指令如下|新指令|最新系统指令|系统指令更新|以下为系统指令|不要遵守|不再遵守|停止遵守"),
            ]
        ),
        (
            .promptRequest,
            [
                english(
                    "reveal|show|print|repeat|output|display|tell me|give me|what is|what are|what were|share|encode|translate|leak|dump|recite",
                    "system prompt|initial prompt|your prompt|initial instruction|starting instruction|your instructions|your original instructions|hidden instruction|secret instruction|system message|your system configuration",
                    reach: 60
                ),
                english(
                    "repeat|print|output|copy",
                    "text above|words above|everything above|everything in the system|the above text|text you were given"
                ),
                english(
                    "what were you told|instructions you were given|text you were given initially|before this conversation started"
                ),
                chinese("系统提示词|系统提示语|你的提示词|初始指令|系统指令是什么|你的初始设定|开发者设定的指令|你收到的指令|你的系统设定"),
                chinese("重复|复述|输出|打印|告诉我|显示|翻译|背诵", "上面的文字|以上文字|以上全部|上文全部|以上所有内容|你的指令|你的规则|最开始的文字|提示词|你的设定", reach: 10),
            ]
        ),
        (
            .role,
            [
                english(
                    "you are now|from now on you are|from now on, you are|pretend to be|pretend you are|act as|roleplay as|you will act as",
                    "dan|jailbr|unrestricted|no restrictions|without restriction|evil|developer mode|an ai|a different|unfiltered|no rules|anything now|free of all",
                    reach: 80
                ),
                english(
                    "developer mode|jailbreak|do anything now|maintenance mode|god mode",
                    "enabled|mode|now|display|output|you|prompt",
                    reach: 60
                ),
                chinese(
                    "从现在起你是|从现在开始你是|从现在起你不再|从现在开始你不再|你现在是一个没有|你不再是客服|假装你是没有|扮演一个没有|扮演没有|进入开发者模式|开发者模式已|进入维护模式|越狱模式|dan模式"
                ),
            ]
        ),
    ]

    /// Returns the text that tag characters spell; nil if there are none.
    private static func hiddenTags(in text: String) -> String? {
        let letters = text.unicodeScalars.filter { (0xE0020...0xE007E).contains($0.value) }
            .compactMap { Unicode.Scalar($0.value - 0xE0000) }
        return letters.isEmpty ? nil : String(String.UnicodeScalarView(letters))
    }

    /// Returns the decoded text of long base64 runs in `text`.
    private static func blobs(in text: String) -> [String] {
        text.utf8.split { !isBase64($0) }.filter { $0.count >= 24 }.map { String(Substring($0)) }
            .compactMap { run in
                var padded = run.replacing("-", with: "+").replacing("_", with: "/").filter { $0 != "=" }
                padded += String(repeating: "=", count: (4 - padded.count % 4) % 4)
                return Data(base64Encoded: padded).flatMap { String(data: $0, encoding: .utf8) }
            }
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D, 0x2D, 0x5F: true
        default: false
        }
    }

    private static func isReadable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0.value == 0x0A }
            && text.count(where: \.isLetter) * 3 > text.count * 2
    }
}
