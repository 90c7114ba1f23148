import Lexicon

/// A customer's message, separated into the questions that it asks and the rest: greetings, stories, thanks.
package struct Message: Sendable, Hashable {
    /// The questions in the order in which they are asked; at least one.
    package let questions: [MessageQuestion]

    /// The most questions that are answered one by one; further ones are joined with the last.
    static let mostQuestions = 5
    /// The most characters of the background of a question.
    private static let backgroundLength = 80

    /// The most characters that are separated into questions; what follows is read only if there is one question.
    private static let mostCharacters = 2_000

    /// Reads a message. One without a clause that asks is a question as a whole, without its courtesies. Traditional
    /// characters are written in simplified ones, and blanks within Chinese words removed.
    package init(_ text: String) {
        let text = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { $0.foldingWriting() }.joined(separator: "\n")
        var reader = Reader()
        for sentence in MessageSplitter.sentences(of: String(text.prefix(Self.mostCharacters))) {
            reader.read(sentence)
        }
        questions = reader.questions(of: text)
    }

    /// Collects questions, wishes and the rest clause by clause.
    private struct Reader {
        private var asked: [(clauses: [String], background: [String])] = []
        private var wishes: [String] = []
        private var told: [String] = []
        private var courtesies = 0

        mutating func read(_ sentence: [MessageClause]) {
            var pending: [String] = []
            var hasAsked = false
            for (place, clause) in sentence.enumerated() {
                // What the next clause is joined to belongs to its question.
                let isJoined = place + 1 < sentence.count && sentence[place + 1].isJoined
                switch clause.kind {
                case .courtesy: courtesies += 1
                case .tells where !isJoined: told.append(clause.text)
                case .wishes where !isJoined:
                    wishes.append(clause.text)
                    told.append(clause.text)
                case .limits, .states, .tells, .wishes: pending.append(clause.text)
                case .asks:
                    add(clause, behind: pending, inSentence: hasAsked)
                    pending = []
                    hasAsked = true
                }
            }
            if hasAsked { asked[asked.count - 1].clauses += pending } else { told += pending }
        }

        /// Adds a question, or continues the one before if this one says nothing new.
        private mutating func add(_ clause: MessageClause, behind pending: [String], inSentence hasAsked: Bool) {
            let clauses = pending + [clause.text]
            let hasContent = clause.hasContent || !pending.isEmpty || asked.isEmpty
            let isFurther = hasContent && !(hasAsked && clause.continuesQuestion) && asked.count < Message.mostQuestions
            if isFurther || asked.isEmpty {
                let isComplete = MessageQuestion(text: Message.joined(clauses)).isComplete
                asked.append((clauses, (isComplete ? [] : asked.last?.clauses ?? []) + told))
                told = []
            } else {
                asked[asked.count - 1].clauses += clauses
            }
        }

        func questions(of text: String) -> [MessageQuestion] {
            guard !asked.isEmpty else { return [statement(text)] }
            // What follows the last question may tell what it is about.
            let isAlone = asked.count == 1 && asked[0].background.isEmpty && told.isEmpty && courtesies == 0
            if isAlone { return [MessageQuestion(text: text)] }
            return asked.enumerated().map { place, question in
                let after = place == asked.count - 1 ? told : []
                return MessageQuestion(
                    text: Message.asking(question.clauses),
                    background: Message.nearest(after + question.background)
                )
            }
        }

        /// Returns a message that asks nothing as a question: its wishes, else all of it but courtesies.
        private func statement(_ text: String) -> MessageQuestion {
            let kept = wishes.isEmpty ? told : wishes
            if kept.isEmpty || courtesies == 0 && kept.count == told.count {
                return MessageQuestion(text: text)
            }
            let keptOnes = Set(kept)
            let others = told.filter { !keptOnes.contains($0) }
            return MessageQuestion(text: Message.joined(kept), background: Message.nearest(others))
        }
    }

    private static func joined(_ clauses: [String]) -> String {
        clauses.joined(separator: clauses.contains { $0.contains(where: \.isHanCharacter) } ? "，" : ", ")
    }

    /// Returns `clauses` as a question.
    private static func asking(_ clauses: [String]) -> String {
        joined(clauses) + (clauses.contains { $0.contains(where: \.isHanCharacter) } ? "？" : "?")
    }

    /// Returns the last of `clauses` that fit into `backgroundLength`.
    private static func nearest(_ clauses: [String]) -> String {
        var kept: [String] = []
        var length = 0
        for clause in clauses.reversed() {
            length += clause.count
            if length > backgroundLength, !kept.isEmpty { break }
            kept.insert(String(clause.suffix(backgroundLength)), at: 0)
        }
        return joined(kept)
    }
}
