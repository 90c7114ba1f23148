import Foundation
import RAGCore

/// Has a completion model word the question in other ways, as RAG-Fusion does.
package struct QueryVariants: QueryExpander {
    private let model: any ChatModel
    private let prompts: PromptLibrary
    private let count: Int

    /// Characters of a wording; what is longer is no question.
    private static let longest = 300

    /// At most `count` further wordings.
    package init(model: any ChatModel, prompts: PromptLibrary, count: Int) {
        self.model = model
        self.prompts = prompts
        self.count = count
    }

    package var name: String { "searched in further wordings by \(model.name), rankings fused" }

    package func expand(_ question: String) async throws -> [String] {
        let prompt = prompts.text(
            .queryVariants,
            Language(of: question) ?? .english,
            ["question": question, "count": String(count)]
        )
        let reply = try await model.completion(of: prompt, maximumTokens: 60 * count)
        return Self.wordings(in: reply, besides: question, count: count)
    }

    /// The lines of `reply` that may be wordings, without numbers, bullets and quotation marks, each once.
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
