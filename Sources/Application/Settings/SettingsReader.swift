import Configuration
import Foundation
import RAGCore
import SystemPackage

/// Reads settings by name. Flags precede the environment, which precedes `kefu.yaml`, which precedes the defaults. Each
/// value that is read is reported with its origin.
package struct SettingsReader {
    /// The value of one setting, and the layer that it comes from.
    package struct Report: Sendable, Codable {
        /// Such as `retrieval.top-k`.
        package let name: String
        /// The value as text; `-` for none.
        package let value: String
        /// A flag, the name of a variable, the name of the file, or `default`.
        package let origin: String
    }

    private struct Layer {
        let provider: any ConfigProvider
        let origin: (String) -> String
    }

    private let layers: [Layer]
    private let flags: [String]
    private let written: SettingNames
    private(set) var reports: [Report] = []

    /// Creates a reader. `flags` are the `--set name=value` of the command line. Throws `RAGError` (`notConfigured`) if
    /// `file` is not YAML.
    init(flags: [String: String], environment: [String: String], file: URL) async throws {
        let variables = environment.filter { !$0.value.isEmpty }
        var layers = [
            Layer(provider: Self.variables(flags.mapKeys(Self.variableName)), origin: { "--set \($0)" }),
            Layer(provider: Self.variables(variables), origin: Self.variableName),
        ]
        if let provider = try await Self.yaml(file) {
            layers.append(Layer(provider: provider, origin: { _ in file.lastPathComponent }))
        }
        self.layers = layers
        self.flags = flags.keys.sorted()
        self.written = try SettingNames(in: file)
    }

    /// Throws `RAGError` (`notConfigured`) for a flag or a line of the file that names no setting, which is a
    /// misspelling. Call it after all settings have been read.
    func checkNames() throws {
        let known = Set(reports.map(\.name))
        for (name, origin) in flags.map({ ($0, "--set") }) + written.names.map({ ($0, written.file) })
        where !known.contains(name) {
            throw RAGError(
                .notConfigured,
                "There is no setting \(name) (\(origin))",
                hint: SettingNames.replaced[name] ?? SettingNames.nearest(to: name, in: known).map {
                    "Perhaps \($0) is meant"
                }
                    ?? "`kefu status` lists all of them"
            )
        }
    }

    /// Returns the value of `name` as `parse` reads it, else `fallback`. Throws `RAGError` (`notConfigured`) if `parse`
    /// returns nil for the value that is set; `expected` says what to write instead.
    mutating func value<Value>(
        _ name: String,
        default fallback: Value,
        expected: String,
        parse: (String) -> Value?
    ) throws -> Value {
        let key = AbsoluteConfigKey(name.split(separator: ".").map(String.init), context: [:])
        for layer in layers {
            let text: String
            do {
                let found = try layer.provider.value(forKey: key, type: .string).value
                guard case .string(let content)? = found?.content else { continue }
                text = content
            } catch {
                throw RAGError(
                    .notConfigured,
                    "The setting \(name) (\(layer.origin(name))) is not a single value",
                    hint: "Write \(expected)",
                    cause: error
                )
            }
            guard let value = parse(text) else {
                throw RAGError(
                    .notConfigured,
                    "The setting \(name) (\(layer.origin(name))) is \(text)",
                    hint: "Write \(expected)"
                )
            }
            let shown = name.hasSuffix(".base-url") ? text.withoutSecrets : text
            reports.append(Report(name: name, value: shown, origin: layer.origin(name)))
            return value
        }
        reports.append(Report(name: name, value: Self.shown(fallback), origin: "default"))
        return fallback
    }

    mutating func string(_ name: String, default fallback: String) throws -> String {
        try value(name, default: fallback, expected: "a text") { $0 }
    }

    mutating func optionalString(_ name: String) throws -> String? {
        try value(name, default: String?.none, expected: "a text") { $0 }
    }

    /// Reads a list: a sequence in the file, or words between commas.
    mutating func strings(_ name: String) throws -> [String] {
        let key = AbsoluteConfigKey(name.split(separator: ".").map(String.init), context: [:])
        for layer in layers {
            guard let found = try? layer.provider.value(forKey: key, type: .stringArray).value,
                case .stringArray(let list) = found.content
            else { continue }
            let values = list.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            reports.append(Report(name: name, value: values.joined(separator: ", "), origin: layer.origin(name)))
            return values
        }
        // A single word is a list as well.
        let single = try optionalString(name)
        return single.map { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } } ?? []
    }

    mutating func integer(_ name: String, default fallback: Int, in range: ClosedRange<Int>) throws -> Int {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return try value(name, default: fallback, expected: expected) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    mutating func optionalInteger(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return try value(name, default: Int?.none, expected: expected) { text in
            guard let number = Int(text), range.contains(number) else { return nil }
            return .some(number)
        }
    }

    mutating func number(_ name: String, default fallback: Double, in range: ClosedRange<Double>) throws -> Double {
        let expected = "a number from \(range.lowerBound) to \(range.upperBound)"
        return try value(name, default: fallback, expected: expected) { text in
            Double(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    mutating func boolean(_ name: String, default fallback: Bool) throws -> Bool {
        try value(name, default: fallback, expected: "true or false") { Bool($0.lowercased()) }
    }

    mutating func optionalNumber(_ name: String, in range: ClosedRange<Double>) throws -> Double? {
        let expected = "a number from \(range.lowerBound) to \(range.upperBound)"
        return try value(name, default: Double?.none, expected: expected) { text in
            guard let number = Double(text), range.contains(number) else { return nil }
            return .some(number)
        }
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        default fallback: Choice
    ) throws -> Choice where Choice.RawValue == String {
        let expected = "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))"
        return try value(name, default: fallback, expected: expected) { Choice(rawValue: $0.lowercased()) }
    }

    /// Returns the name of the environment variable of a setting: `KEFU_RETRIEVAL_TOP_K` for `retrieval.top-k`.
    static func variableName(_ name: String) -> String {
        "KEFU_" + name.uppercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    }

    private static func variables(_ variables: [String: String]) -> any ConfigProvider {
        EnvironmentVariablesProvider(environmentVariables: variables).prefixKeys(with: "kefu")
    }

    /// Returns the settings of the file; nil if it does not exist or holds only comments. Throws `RAGError`.
    private static func yaml(_ file: URL) async throws -> (any ConfigProvider)? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
            let isBlank = lines.allSatisfy { line in
                let text = line.drop(while: \.isWhitespace)
                return text.isEmpty || text.hasPrefix("#")
            }
            return isBlank ? nil : try await FileProvider<YAMLSnapshot>(filePath: FilePath(file.path))
        } catch {
            // The first two lines of Yams' message name the fault and its place; the rest quotes the file.
            let words = error is CocoaError ? error.localizedDescription : "\(error)"
            let reason = words.split(whereSeparator: \.isNewline).prefix(2)
                .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
            throw RAGError(
                .notConfigured,
                "\(file.path) cannot be read as YAML: \(reason)",
                hint: "Correct or remove it",
                cause: error
            )
        }
    }

    /// Returns the text of a default; `-` for none.
    private static func shown<Value>(_ value: Value) -> String {
        if let value = value as? any RawRepresentable { return "\(value.rawValue)" }
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle == .optional else { return "\(value)" }
        return mirror.children.first.map { "\($0.value)" } ?? "-"
    }
}

extension Dictionary where Key == String {
    fileprivate func mapKeys(_ transform: (String) -> String) -> [String: Value] {
        Dictionary(map { (transform($0.key), $0.value) }, uniquingKeysWith: { $1 })
    }
}
