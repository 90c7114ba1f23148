import Foundation
import Insight
import RAGCore

/// A change that a person makes to the topics of one collection.
package enum TopicEdit: Sendable, Hashable {
    /// Gives the topic a name; an empty one takes its name away.
    case rename(String, to: String)
    /// Makes one topic of all: the first, which keeps its number and its name.
    case merge([String])
    /// Puts the question into the topic, or into none for `none`.
    case move(String, to: String)

    /// The longest name, in characters.
    private static let longestName = 60

    /// Makes the change in `decisions`, with the topics that the last run `found`. Topics are named by number or by the
    /// name that a person gave. Returns what was done in one sentence. Throws `UsageError` for a topic or question that
    /// there is not.
    func apply(to decisions: inout TopicRecord, found: TopicRecord) throws -> String {
        switch self {
        case .rename(let reference, let name): try Self.rename(reference, name, &decisions, found)
        case .merge(let references): try Self.merge(references, &decisions, found)
        case .move(let question, let reference): try Self.move(question, reference, &decisions, found)
        }
    }

    private static func rename(
        _ reference: String,
        _ name: String,
        _ decisions: inout TopicRecord,
        _ found: TopicRecord
    ) throws -> String {
        let number = try take(reference, &decisions, found)
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard name.count <= longestName else {
            throw UsageError("The name has \(name.count) characters; take at most \(longestName)")
        }
        if let other = decisions.topics.first(where: { $0.name == name && $0.number != number }) {
            throw UsageError(
                "Topic \(other.number) is called \"\(name)\" already; "
                    + "`kefu topics merge \(other.number) \(number)` makes one of both"
            )
        }
        guard name.isEmpty || Int(name) == nil else {
            throw UsageError("A number cannot be a name, because topics are numbered; give a word")
        }
        for place in decisions.topics.indices where decisions.topics[place].number == number {
            decisions.topics[place].name = name.isEmpty ? nil : name
            if name.isEmpty, decisions.topics[place].parts.count == 1, !decisions.moved.values.contains(number) {
                decisions.topics.remove(at: place)
                break
            }
        }
        return name.isEmpty ? "Topic \(number) has no name any more" : "Topic \(number) is called \"\(name)\" now"
    }

    private static func merge(_ references: [String], _ decisions: inout TopicRecord, _ found: TopicRecord) throws
        -> String
    {
        var numbers: [Int] = []
        for reference in references {
            let number = try take(reference, &decisions, found)
            if !numbers.contains(number) { numbers.append(number) }
        }
        guard let first = numbers.first, numbers.count > 1 else {
            throw UsageError("All of these are topic \(numbers.first ?? 0); name at least two topics")
        }
        let others = decisions.topics.filter { numbers.dropFirst().contains($0.number) }
        decisions.topics.removeAll { numbers.dropFirst().contains($0.number) }
        for place in decisions.topics.indices where decisions.topics[place].number == first {
            for number in numbers.dropFirst() {
                decisions.topics[place].parts += others.filter { $0.number == number }.flatMap(\.parts)
            }
            if decisions.topics[place].name == nil { decisions.topics[place].name = others.compactMap(\.name).first }
        }
        for (text, number) in decisions.moved where number.map(numbers.contains) ?? false {
            decisions.moved[text] = .some(first)
        }
        return "Topics \(numbers.map(String.init).joined(separator: ", ")) are one now, topic \(first)"
    }

    private static func move(
        _ question: String,
        _ reference: String,
        _ decisions: inout TopicRecord,
        _ found: TopicRecord
    ) throws -> String {
        let key = TextKey.key(of: question)
        let known = found.topics.flatMap(\.parts).map(\.texts) + [found.outside, found.asked].compactMap(\.self)
        guard
            known.contains(where: { TextKey.keys(in: $0).contains(key) })
                || decisions.moved[TextKey.text(of: key)] != nil
        else {
            throw UsageError(
                "No question of the last run reads \"\(question)\"; copy it from `kefu topics --json`"
            )
        }
        let number = reference == "none" ? nil : try take(reference, &decisions, found)
        decisions.moved[TextKey.text(of: key)] = .some(number)
        return number.map { "The question belongs to topic \($0) now" } ?? "The question belongs to no topic now"
    }

    /// Returns the number of the topic that is meant, after it was put into `decisions`, where it stays as it is.
    private static func take(_ reference: String, _ decisions: inout TopicRecord, _ found: TopicRecord) throws -> Int {
        if let named = decisions.topics.first(where: { $0.name?.lowercased() == reference.lowercased() }) {
            return named.number
        }
        guard let number = Int(reference.hasPrefix("#") ? String(reference.dropFirst()) : reference) else {
            throw UsageError("No topic is called \"\(reference)\"; `kefu topics` shows numbers and names")
        }
        if let owner = decisions.owner(of: number) { return owner }
        guard let topic = found.topics.first(where: { $0.number == number }) else {
            throw UsageError("There is no topic \(number); `kefu topics` shows the numbers of all")
        }
        decisions.topics.append(topic)
        decisions.topics.sort { $0.number < $1.number }
        return number
    }
}
