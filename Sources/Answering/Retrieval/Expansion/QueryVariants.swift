import Foundation
import RAGCore

/// Writes the question in other words with a completion model, as RAG-Fusion does.
package struct QueryVariants: QueryExpander {
    private let model: any ChatModel
    private let prompts: PromptLibrary
    private let count: Int

    /// The most characters of a wording. Longer lines are not questions.
    private static let longest = 300

    /// Creates an expander that writes at most `count` wordings.
    package init(model: any ChatModel, prompts: PromptLibrary, count: Int) {
        self.model = model
        self.prompts = prompts
        self.count = count
    }

    /// The step and the model, for `kefu search --explain`.
    package var name: String { "searched in further wordings by \(model.name), rankings fused" }

    /// Returns the wordings of the model. Throws `RAGError` or `CancellationError`.
    package func expand(_ question: String) async throws -> [String] {
        let prompt = prompts.text(
            .queryVariants,
            Language(of: question) ?? .english,
            ["question": question, "count": String(count)]
        )
        let reply = try await model.completion(of: prompt, maximumTokens: 60 * count)
        return Self.wordings(in: reply, besides: question, count: count)
    }

    /// Returns the lines of `reply` that can be wordings, without numbers, bullets and quotation marks, each once.
    static func wordings(in reply: String, besides question: String, count: Int) -> [String] {
        var seen: Set<String> = [question.foldingCaseAndWidth()]
        var wordings: [String] = []
        for line in reply.split(whereSeparator: \.isNewline) where wordings.count < count {
            let wording = line.replacing(/^\s*(\d{1,2}\s*[.)、．）:：]|[-*•])\s*/, with: "").trimmingCharacters(in: marks)
            guard wording.count <= longest, wording.contains(where: \.isLetter), !wording.hasSuffix(":"),
                !wording.hasSuffix("："), seen.insert(wording.foldingCaseAndWidth()).inserted
            else { continue }
            wordings.append(wording)
        }
        return wordings
    }

    private static let marks = CharacterSet.whitespaces.union(CharacterSet(charactersIn: "\"'“”‘’「」`*"))
}
