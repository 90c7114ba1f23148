/// The columns of questions, answers and categories that the customer chose, by header or by number from 1. A table
/// without the question or the answer column is read as if nothing were chosen.
package struct TableColumns: Sendable, Hashable {
    /// Header or number of the question column.
    package let question: String
    /// Header or number of the answer column.
    package let answer: String
    /// Header or number of the category column; nil if there is none.
    package let category: String?

    /// Creates a choice of columns, each by header or by number from 1.
    package init(question: String, answer: String, category: String? = nil) {
        self.question = question
        self.answer = answer
        self.category = category
    }

    /// Parses `question=提问,answer=3,category=类别` in any order; nil if the syntax is wrong or one of the first
    /// two is missing.
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

    /// The choice in the form that is parsed.
    package var text: String { "question=\(question),answer=\(answer)" + (category.map { ",category=\($0)" } ?? "") }

    /// The text added to a reader's recipe, so that other columns cause stored documents to be read again.
    var recipe: String { " \(question)=\(answer)" + (category.map { "=\($0)" } ?? "") }
}
