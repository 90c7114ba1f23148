import Testing

@testable import OpenAIClient

@Suite struct ReasoningFilterTests {
    /// Returns the answer, and whether shown text was withdrawn, of a reply that arrives in pieces of `length`
    /// characters.
    private func read(_ reply: String, length: Int, holdsBack: Bool = false) -> (answer: String, isWithdrawn: Bool) {
        var filter = ReasoningFilter(holdsBack: holdsBack)
        var output: [ReasoningFilter.Output] = []
        var rest = Array(reply)
        while !rest.isEmpty {
            output += filter.consume(String(rest.prefix(length)))
            rest.removeFirst(min(length, rest.count))
        }
        output += filter.finish()
        let answer = output.reduce(into: "") { answer, output in
            switch output {
            case .text(let text): answer += text
            case .withdrawn: answer = ""
            }
        }
        return (answer, output.contains(.withdrawn))
    }

    private static let answer = "The parcel waits 6 days. [1]"

    @Test(
        "reasoning is no part of the answer, however it is marked and cut",
        arguments: [
            "<think>\nOkay, < 6 days?\n</think>\n\n\(answer)", "<Thinking>hmm</THINKING>\(answer)",
            "\n<think>a</think><think>b</think> \(answer)", "[THINK]Wait.[/THINK]\(answer)",
            "◁think▷嗯◁/think▷\(answer)",
            "<|channel|>analysis<|message|>Secret.<|end|><|start|>assistant<|channel|>final<|message|>\(answer)<|return|>",
            "<reasoning>x</reasoning><answer>\(answer)</answer>", "<|im_start|>\(answer)<|im_end|>",
            "<|begin_of_thought|>x<|end_of_thought|><|begin_of_solution|>\(answer)<|end_of_solution|>",
            // Only the closing tag: the chat template wrote the opening one.
            "Okay, the user asks about the courier, so I look for the passage that says it.\n</think>\n\n\(answer)",
            "好的，用户想知道快递员没碰到人怎么办，我先看看资料里怎么写。</think>\(answer)", "Short.</think>\(answer)",
            answer,
        ]
    )
    func separated(reply: String) {
        for length in 1...reply.count {
            let found = read(reply, length: length)
            #expect(found.answer == Self.answer, "in pieces of \(length)")
            #expect(!found.isWithdrawn, "in pieces of \(length)")
        }
    }

    @Test(
        "reasoning that never ends is no answer",
        arguments: ["<think>Okay, the user", "[think]a [1] < b", "<think>"]
    )
    func endless(reply: String) {
        for length in 1...reply.count { #expect(read(reply, length: length).answer.isEmpty) }
    }

    @Test("text that nothing announced as reasoning is withdrawn, and the next reply of such a model is held back")
    func withdrawn() {
        let reply = "Passage one speaks of couriers and passage two of returns; one fits.</think>" + Self.answer
        #expect(read(reply, length: 1) == (Self.answer, true))
        #expect(read(reply, length: 1, holdsBack: true) == (Self.answer, false))
        #expect(read(Self.answer, length: 1, holdsBack: true) == (Self.answer, false))
    }

    @Test(
        "what only looks like a mark stays",
        arguments: [
            "1 < 2 and [1], a <b>bold</b> <thin", "<answer>42</answer> is the tag", "用 <|> 分隔", "Think <think",
            "The user can return it within 15 days, and the customer pays the shipping. [1]",
        ]
    )
    func text(reply: String) {
        for length in 1...reply.count { #expect(read(reply, length: length).answer == reply) }
    }

    @Test("an answer streams from its first words on")
    func streaming() {
        var filter = ReasoningFilter()
        var shown = ""
        var bytes = 0
        for character in "您可以在签收后 15 天内申请退货，审核通过以后 7 天内寄出，运费 12 元。" where shown.isEmpty {
            bytes += String(character).utf8.count
            for case .text(let text) in filter.consume(String(character)) { shown += text }
        }
        #expect(bytes <= 50 && shown.hasPrefix("您可以在签收后"))
    }
}
