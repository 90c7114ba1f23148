import Foundation
import Insight
import Yams

/// A YAML file of concepts.
///
/// It is a list, or a list under `concepts:`, of names or of mappings with `name`, `description` and `examples`; or a
/// mapping from names to descriptions, lists of examples, or mappings with both.
package enum ConceptFile {
    /// Reads the concepts of the file at `path`. Throws `UsageError` if it cannot be read or holds no concepts.
    package static func read(_ path: String) throws -> [Concept] {
        guard let text = try? String(contentsOf: URL(filePath: path), encoding: .utf8) else {
            throw UsageError("\(path) cannot be read; name a YAML file of concepts in UTF-8")
        }
        return try concepts(in: text, name: path)
    }

    static func concepts(in text: String, name: String) throws -> [Concept] {
        let root: Any?
        do {
            root = try Yams.load(yaml: text)
        } catch {
            let line = (error as? YamlError).flatMap(Self.line).map { ", line \($0)" } ?? ""
            throw UsageError("\(name)\(line) is not valid YAML; quote texts that hold `: ` or begin with a sign")
        }
        let top = root as? [String: Any]
        let entries = top?["concepts"] ?? root
        let concepts: [Concept]
        switch entries {
        case let list as [Any]:
            concepts = try list.enumerated().map { try concept($1, "concept \($0 + 1) of \(name)") }
        case let mapping as [String: Any]:
            concepts = try mapping.sorted { $0.key < $1.key }.map { try concept(named: $0.key, $0.value, name) }
        default:
            throw UsageError("\(name) holds no concepts; write a list of entries such as `- name: feature request`")
        }
        guard !concepts.isEmpty else { throw UsageError("\(name) holds no concepts; write at least one name") }
        var names: Set<String> = []
        for concept in concepts where !names.insert(concept.name).inserted {
            throw UsageError("\(name) names the concept \(concept.name) twice; give each its own name")
        }
        return concepts
    }

    private static func concept(_ entry: Any, _ place: String) throws -> Concept {
        if let name = text(entry) { return Concept(name: name) }
        guard let fields = entry as? [String: Any], let name = fields["name"].flatMap(text) else {
            throw UsageError("\(place) has no name; write `name: …`")
        }
        return try concept(named: name, fields.filter { $0.key != "name" }, place)
    }

    private static func concept(named name: String, _ value: Any, _ place: String) throws -> Concept {
        if value is NSNull { return Concept(name: name) }
        if let description = text(value) { return Concept(name: name, description: description) }
        if let list = value as? [Any] { return Concept(name: name, examples: try examples(list, name, place)) }
        guard let fields = value as? [String: Any] else {
            throw UsageError("\(place): \(name) is neither a description nor a list of examples")
        }
        if let other = fields.keys.sorted().first(where: { $0 != "description" && $0 != "examples" }) {
            throw UsageError("\(place): \(name) has the field \(other); known fields are name, description, examples")
        }
        let examples = try fields["examples"].map { value in
            guard let list = value as? [Any] else {
                if let example = text(value) { return [example] }
                throw UsageError("\(place): the examples of \(name) are not a list of texts")
            }
            return try Self.examples(list, name, place)
        }
        return Concept(name: name, description: fields["description"].flatMap(text), examples: examples ?? [])
    }

    private static func examples(_ list: [Any], _ name: String, _ place: String) throws -> [String] {
        try list.map { entry in
            guard let example = text(entry) else {
                throw UsageError("\(place): an example of \(name) is not a text; put it in quotation marks")
            }
            return example
        }
    }

    /// Returns a scalar as text; nil for an empty one and for lists and mappings.
    private static func text(_ value: Any) -> String? {
        let written: String? =
            switch value {
            case let text as String: text
            case let number as Int: String(number)
            case let number as Double: String(number)
            case let flag as Bool: String(flag)
            default: nil
            }
        let text = written?.trimmingCharacters(in: .whitespacesAndNewlines)
        return text?.isEmpty == true ? nil : text
    }

    private static func line(of error: YamlError) -> Int? {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: nil
        }
    }
}
