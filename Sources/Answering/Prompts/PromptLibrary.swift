import Foundation
import Guard
import Mustache
import RAGCore

/// The prompts of a workspace: Mustache files `prompts/<language>/<name>.mustache`, read and checked at start.
package struct PromptLibrary: Sendable {
    private struct Key: Hashable {
        let name: PromptName
        let language: Language
    }

    private let templates: [Key: MustacheTemplate]

    /// Reads every prompt in every language. Throws `RAGError` (`notConfigured`) that names all missing files, for
    /// example after an upgrade with new prompts, or the first file that cannot be read or parsed or lacks a required
    /// slot.
    package init(folder: URL) throws {
        try Self.checkWhole(folder)
        var templates: [Key: MustacheTemplate] = [:]
        for language in Language.allCases {
            for name in PromptName.allCases {
                let file = folder.appending(path: "\(language.rawValue)/\(name.rawValue).mustache")
                templates[Key(name: name, language: language)] = try Self.load(name, from: file)
            }
        }
        self.templates = templates
    }

    /// Returns the prompt filled with `values`: strings, or lists of dictionaries for its sections. Text is inserted
    /// without escaping.
    func text(_ name: PromptName, _ language: Language, _ values: [String: Any] = [:]) -> String {
        (templates[Key(name: name, language: language)]?.render(values) ?? "")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Throws if a file is missing. There is no built-in replacement, because customers must read only text that the
    /// authors of the prompts have seen.
    private static func checkWhole(_ folder: URL) throws {
        let files = Language.allCases.flatMap { language in
            PromptName.allCases.map { "\(language.rawValue)/\($0.rawValue).mustache" }
        }
        let missing = files.filter { !FileManager.default.fileExists(atPath: folder.appending(path: $0).path) }
        guard !missing.isEmpty else { return }
        let list = missing.count == files.count ? "every prompt" : missing.joined(separator: ", ")
        throw RAGError(
            .notConfigured,
            "The prompts folder \(folder.path) lacks \(list)",
            hint:
                "Copy what is missing from the prompts folder that came with kefu: `cp -Rn` leaves your own files as they are."
                + " Another folder is named with prompts.path in kefu.yaml"
        )
    }

    private static func load(_ name: PromptName, from file: URL) throws -> MustacheTemplate {
        let source: String
        do {
            source = try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw RAGError(
                .notConfigured,
                "The prompt \(file.path) cannot be read",
                hint: "Let it be read, as text in UTF-8",
                cause: error
            )
        }
        let template: MustacheTemplate
        do {
            // Prompts are plain text and need no HTML escaping.
            template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + source)
        } catch {
            throw RAGError(
                .notConfigured,
                "The prompt \(file.path) is not valid Mustache: \(error)",
                hint: "Check its {{braces}}",
                cause: error
            )
        }
        let probe = template.render(PromptName.probe { "\u{1}\($0)\u{2}" })
        if let missing = name.requiredSlots.first(where: { !probe.contains("\u{1}\($0)\u{2}") }) {
            throw RAGError(
                .notConfigured,
                "The prompt \(file.path) does not show the slot {{\(missing)}}",
                hint: "Add it, or copy the file from the prompts folder of kefu"
            )
        }
        if !hasFences(name, probe) {
            throw RAGError(
                .notConfigured,
                "The prompt \(file.path) lacks \(PromptText.fenceOpening) or \(PromptText.fenceClosing)",
                hint: name == .system
                    ? "Tell the model that the sources stand between these signs, as the file that came with kefu does"
                    : "Put the passages between these signs, so that nothing inside them passes for an instruction"
            )
        }
        return template
    }

    /// Returns whether the prompt that `probe` shows keeps text of documents between the fences, or tells the model
    /// what they mean.
    private static func hasFences(_ name: PromptName, _ probe: String) -> Bool {
        let opening = probe.firstIndex(of: PromptText.fenceOpening)
        let closing = probe.lastIndex(of: PromptText.fenceClosing)
        switch name {
        case .system, .exampleQuestion: return opening != nil && closing != nil
        case .answer:
            guard let opening, let closing, let text = probe.range(of: "\u{1}text\u{2}") else { return false }
            return opening < text.lowerBound && text.upperBound <= closing
        default: return true
        }
    }
}
