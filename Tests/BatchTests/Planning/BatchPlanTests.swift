import RAGCore
import Testing

@testable import Batch

/// Tests which questions are answered once for several rows.
@Suite struct BatchPlanTests {
    private func plan(_ texts: [String], cosine: Float = 1) -> BatchPlan {
        let questions = texts.questions
        var plan = BatchPlan(questions)
        // All embeddings are equal except that the first has the given cosine to the others.
        let rest = (1 - cosine * cosine).squareRoot()
        var embeddings: [Int: Embedding] = [:]
        for row in questions.indices {
            embeddings[row] = Embedding(normalizing: row == 0 ? [1, 0] : [cosine, rest])
        }
        plan.referNear(embeddings)
        return plan
    }

    @Test(
        "questions that differ in width, case, spaces and punctuation are equal",
        arguments: [
            ("运费多少？", "运费多少"), ("运费多少?", "  运费 多少 ？？ "), ("ＶＩＰ 有什么好处", "vip有什么好处。"),
            ("How long do refunds take?", "how long do refunds take"),
            ("Hi, where is my parcel?", "Hi where is my parcel!"),
        ]
    )
    func equal(first: String, second: String) {
        #expect(BatchPlan([first, second].questions).steps == [.ask, .refer(to: 0)])
    }

    @Test(
        "questions that differ in fillers or endings alone share an answer if their embeddings are near",
        arguments: [
            ("运费是多少钱？", "请问运费多少钱呢"), ("How long do refunds take?", "How long does a refund take?"),
            ("怎么退货", "请问怎么退货呀？"), ("Where is my parcel?", "Hello, where is my parcel please?"),
        ]
    )
    func near(first: String, second: String) {
        #expect(plan([first, second]).steps == [.ask, .refer(to: 0)])
        #expect(plan([first, second], cosine: 0.9).steps == [.ask, .ask])
    }

    @Test(
        "questions that differ in number, name, negation, question word, order or person stay apart, however near",
        arguments: [
            ("15 天内可以退货吗", "30 天内可以退货吗"), ("三天内能到吗", "七天内能到吗"), ("iPhone 15 保修多久", "iPhone 16 保修多久"),
            ("上海能送吗", "北京能送吗"), ("可以退货吗", "不可以退货吗"), ("Can I return it?", "Can't I return it?"),
            ("怎么退货", "退货要多久"), ("寄北京到上海多少钱", "寄上海到北京多少钱"), ("Can I call you?", "Can you call me?"),
            ("Is internal shipping free?", "Is international shipping free?"), ("我扣款了吗", "我被扣款了吗"),
            ("温度 5 度可以用吗", "温度 -5 度可以用吗"), ("C 语言", "C++ 语言"), ("1.5 kg parcel", "15 kg parcel"),
            ("必须开发票吗", "可以开发票吗"), ("Where is my refund?", "When is my refund?"),
        ]
    )
    func apart(first: String, second: String) {
        #expect(plan([first, second]).steps == [.ask, .ask])
    }

    @Test("a chain of shared answers ends at the row that is answered") func chained() {
        let plan = plan(["运费是多少钱？", "请问运费多少钱呢", "请问，运费多少钱呢？", "怎么退货"])
        #expect(plan.steps == [.ask, .refer(to: 0), .refer(to: 0), .ask])
        #expect(plan.asked == [0, 3])
        #expect(plan.followers == [0: 2])
    }

    @Test("a text that is too long is refused, and punctuation alone is answered like a question") func odd() {
        let long = String(repeating: "退", count: 6_000)
        #expect(BatchPlan([long, "？？", "！"].questions).steps == [.refuse(bytes: 18_000), .ask, .refer(to: 1)])
    }
}

extension [String] {
    /// A question for each text.
    var questions: [BatchQuestion] {
        enumerated().map { BatchQuestion(row: $0, place: $0 + 2, text: $1) }
    }
}
