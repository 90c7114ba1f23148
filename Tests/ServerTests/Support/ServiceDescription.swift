import Foundation
import Yams

@testable import Server

/// `openapi.yaml`, against which tests hold every reply. It knows the part of JSON Schema that the file uses.
struct ServiceDescription: @unchecked Sendable {
    static let shared: ServiceDescription = {
        let text = String(decoding: StaticFile.description.bytes, as: UTF8.self)
        guard let root = try? Yams.load(yaml: text) as? [String: Any] else { fatalError("openapi.yaml cannot be read") }
        return ServiceDescription(root: root)
    }()

    private let root: [String: Any]

    /// The paths with their methods.
    var operations: [(path: String, method: String)] {
        paths.flatMap { path, methods in methods.keys.map { (path, $0) } }
    }

    private var paths: [String: [String: Any]] { root["paths"] as? [String: [String: Any]] ?? [:] }

    /// Returns what is wrong with a reply; empty if nothing is. Paths that are not described are not checked.
    func faults(in reply: HTTPReply, to method: String, _ path: String) throws -> [String] {
        guard let operation = operation(method, path) else { return [] }
        let responses = operation["responses"] as? [String: [String: Any]] ?? [:]
        guard let response = (responses["\(reply.status)"] ?? responses["default"]).map(resolved) else {
            return ["the status \(reply.status) is not described"]
        }
        let content = response["content"] as? [String: [String: Any]] ?? [:]
        let type = reply.headers["content-type"]?.split(separator: ";").first.map(String.init) ?? ""
        guard let described = content[type] else {
            return content.isEmpty || reply.status == 304 ? [] : ["the type \(type) is not described"]
        }
        if type == "text/event-stream" {
            return try reply.events.flatMap { event in
                let name = event["error"] == .null ? "ChatCompletionChunk" : "Error"
                return faults(in: event, ["$ref": "#/components/schemas/\(name)"], at: "event")
            }
        }
        guard type == "application/json" else { return [] }
        return faults(in: try reply.json, described["schema"] as? [String: Any] ?? [:], at: "body")
    }

    private func operation(_ method: String, _ path: String) -> [String: Any]? {
        let segments = path.split(separator: "?")[0].split(separator: "/")
        let fitting = paths.filter { pattern, _ in
            let parts = pattern.split(separator: "/")
            return parts.count == segments.count
                && zip(parts, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        let best = fitting.min { $0.key.count { $0 == "{" } < $1.key.count { $0 == "{" } }
        return best?.value[method.lowercased()] as? [String: Any]
    }

    private func faults(in value: JSONValue, _ schema: [String: Any], at place: String) -> [String] {
        let schema = resolved(schema)
        if let choices = schema["oneOf"] as? [[String: Any]] {
            let results = choices.map { faults(in: value, $0, at: place) }
            return results.contains { $0.isEmpty } ? [] : results.min { $0.count < $1.count } ?? []
        }
        if let constant = schema["const"], !value.equals(constant) { return ["\(place) is not \(constant)"] }
        if let allowed = schema["enum"] as? [Any], !allowed.contains(where: value.equals) {
            return ["\(place) is none of \(allowed)"]
        }
        let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
        guard types.isEmpty || types.contains(where: value.hasType) else { return ["\(place) is no \(types)"] }
        switch value {
        case .array(let items):
            guard let inner = schema["items"] as? [String: Any] else { return [] }
            return items.enumerated().flatMap { faults(in: $1, inner, at: "\(place)[\($0)]") }
        case .object(let fields): return faults(in: fields, schema, at: place)
        default: return []
        }
    }

    private func faults(in fields: [String: JSONValue], _ schema: [String: Any], at place: String) -> [String] {
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        let missing = (schema["required"] as? [String] ?? []).filter { fields[$0] == nil }
            .map { "\(place).\($0) is missing" }
        let wrong = fields.sorted { $0.key < $1.key }.flatMap { name, value -> [String] in
            if let inner = properties[name] { return faults(in: value, inner, at: "\(place).\(name)") }
            if let inner = schema["additionalProperties"] as? [String: Any] {
                return faults(in: value, inner, at: "\(place).\(name)")
            }
            return properties.isEmpty ? [] : ["\(place).\(name) is not described"]
        }
        return missing + wrong
    }

    private func resolved(_ schema: [String: Any]) -> [String: Any] {
        guard let reference = schema["$ref"] as? String else { return schema }
        let found = reference.split(separator: "/").dropFirst().reduce(root as Any?) { node, name in
            (node as? [String: Any])?[String(name)]
        }
        guard let found = found as? [String: Any] else { fatalError("openapi.yaml has no \(reference)") }
        return found
    }
}

extension JSONValue {
    fileprivate func hasType(_ type: String) -> Bool {
        switch (type, self) {
        case ("null", .null), ("boolean", .boolean), ("number", .number), ("string", .string), ("array", .array),
            ("object", .object):
            true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }

    fileprivate func equals(_ other: Any) -> Bool {
        switch self {
        case .string(let text): text == other as? String
        case .boolean(let flag): flag == other as? Bool
        case .number(let number): number == (other as? Double ?? (other as? Int).map(Double.init))
        case .null: other is NSNull
        case .array, .object: false
        }
    }
}
