import Foundation
import RAGCore
import Yams

/// The names of all settings that a YAML file sets, known or not. swift-configuration finds values by name but does not
/// list the names.
struct SettingNames {
    /// Name of the file.
    let file: String
    /// The names, such as `retrieval.top-k`, in alphabetical order.
    let names: [String]

    /// Reads the names of `file`; none if it does not exist or is not YAML, which the reader of its values reports.
    init(in file: URL) throws {
        self.file = file.lastPathComponent
        guard let text = try? String(contentsOf: file, encoding: .utf8), let root = try? Yams.compose(yaml: text) else {
            names = []
            return
        }
        names = Self.leaves(of: root, below: []).sorted()
    }

    private static func leaves(of node: Node, below path: [String]) -> [String] {
        guard case .mapping(let mapping) = node, !mapping.isEmpty else { return [path.joined(separator: ".")] }
        return mapping.flatMap { key, value in leaves(of: value, below: path + [key.string ?? ""]) }
    }

    /// For each name of an earlier version, the hint that replaces it.
    static let replaced = [
        "completion.remembered-turns": "Write completion.memory-tokens instead; a turn has about 100 tokens"
    ]

    /// Returns the known name with the least edit distance to `name`; nil if that is more than a quarter of its length
    /// (or 2).
    static func nearest(to name: String, in known: Set<String>) -> String? {
        let best = known.sorted().min { distance($0, name) < distance($1, name) }
        return best.flatMap { distance($0, name) <= max(2, name.count / 4) ? $0 : nil }
    }

    /// Returns the number of insertions, deletions and substitutions between two words (Levenshtein, 1966).
    private static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a), Array(b))
        var row = Array(0...b.count)
        for i in a.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let substituted = diagonal + (a[i] == b[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}
