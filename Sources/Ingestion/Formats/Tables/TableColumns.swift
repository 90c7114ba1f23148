/// Which columns of the tables hold questions, answers and categories, where the customer says so: by header, or by number
/// from 1. A table that has neither of the first two is read as if nothing had been said.
package struct TableColumns: Sendable, Hashable {
    package let question: String
    package let answer: String
    package let category: String?

    package init(question: String, answer: String, category: String? = nil) {
        self.question = question
        self.answer = answer
        self.category = category
    }

    /// Reads `question=提问,answer=3,category=类别` in any order; nil where it is something else or lacks one of the first two.
    package init?(_ text: String) {
        var columns: [String: String] = [:]
        for part in text.split(whereSeparator: { $0 == "," || $0 == "，" }) {
            let sides = part.split(separator: "=", maxSplits: 1).map { String($0[...].trimmingBlanks()) }
            guard sides.count == 2, ["question", "answer", "category"].contains(sides[0]), !sides[1].isEmpty,
                columns.updateValue(sides[1], forKey: sides[0]) == nil
            else { return nil }
        }
        guard let question = columns["question"], let answer = columns["answer"], question != answer else { return nil }
        self.init(question: question, answer: answer, category: columns["category"])
    }

    /// What is added to the recipe of a reader: with other columns, stored documents are read again.
    var recipe: String { " \(question)=\(answer)" + (category.map { "=\($0)" } ?? "") }
}
