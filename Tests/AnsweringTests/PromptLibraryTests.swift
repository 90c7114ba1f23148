import Foundation
import RAGCore
import Testing

@testable import Answering

@Suite struct PromptLibraryTests {
    /// The folder of the shipped prompts.
    static let shipped = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "prompts").resolvingSymlinksInPath()

    @Test("the shipped prompts are complete and show question, passages and contact unchanged")
    func shippedPrompts() throws {
        let library = try PromptLibrary(folder: Self.shipped)
        for language in Language.allCases {
            let text = library.text(
                .answer,
                language,
                ["question": "a < b & \"c\"", "passages": [["number": "1", "heading": "H", "text": "<b>T</b>"]]]
            )
            #expect(text.contains("a < b & \"c\""))
            #expect(text.contains("[1] H\n<b>T</b>"))
            #expect(library.text(.handoff, language, ["contact": "400-555"]).contains("400-555"))
            #expect(!library.text(.system, language, ["company": "沃岚"]).isEmpty)
        }
    }

    @Test("all prompts that an older workspace lacks are named at once")
    func older() throws {
        let folder = try copy(changing: "zh/earlier.mustache", to: nil)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.removeItem(at: folder.appending(path: "en/unsupported-mark.mustache"))
        let error = #expect(throws: RAGError.self) { try PromptLibrary(folder: folder) }
        #expect(error?.message.contains("zh/earlier.mustache, en/unsupported-mark.mustache") == true)
        #expect(error?.hint?.contains("cp -Rn") == true)
    }

    /// Returns a copy of the shipped prompts with one file changed.
    private func copy(changing file: String, to text: String?) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "prompts-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: Self.shipped, to: folder)
        let url = folder.appending(path: file)
        try FileManager.default.removeItem(at: url)
        if let text { try text.write(to: url, atomically: true, encoding: .utf8) }
        return folder
    }

    @Test(
        "a prompt that is missing, malformed or without a slot is named",
        arguments: [
            ("zh/system.mustache", nil, "lacks zh/system.mustache"),
            ("en/answer.mustache", "{{#passages}} {{question}}", "not valid Mustache"),
            ("en/answer.mustache", "{{#passages}}{{number}}{{heading}}{{text}}{{/passages}}", "slot {{question}}"),
            ("zh/handoff.mustache", "请联系我们", "slot {{contact}}"),
            ("zh/system.mustache", "只根据资料回答。", "lacks ⟦ or ⟧"),
            (
                "en/answer.mustache", "{{#passages}}{{number}}{{heading}}{{text}}{{/passages}}{{question}}",
                "lacks ⟦ or ⟧"
            ),
            (
                "en/answer.mustache", "{{#passages}}{{number}}{{heading}}{{text}}{{/passages}}⟦{{question}}⟧",
                "lacks ⟦ or ⟧"
            ),
            (
                "en/answer.mustache", "{{question}}⟦{{#passages}}{{number}}{{heading}}{{text}}{{/passages}}",
                "lacks ⟦ or ⟧"
            ),
        ] as [(String, String?, String)]
    )
    func broken(file: String, text: String?, complaint: String) throws {
        let folder = try copy(changing: file, to: text)
        defer { try? FileManager.default.removeItem(at: folder) }
        let error = #expect(throws: RAGError.self) { try PromptLibrary(folder: folder) }
        #expect(error?.code == .notConfigured)
        #expect(error?.message.contains(file) == true)
        #expect(error?.message.contains(complaint) == true)
    }
}
