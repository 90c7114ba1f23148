import Foundation
import RAGCore
import Yams

/// The names of the settings that a YAML file sets, whether or not kefu knows them: swift-configuration finds values by
/// name, but does not tell which names there are.
struct SettingNames {
    /// Name of the file.
    let file: String
    /// Such as `retrieval.top-k`, in alphabetical order.
    let names: [String]

    /// None where there is no file. A file that is no YAML has none either: whoever reads its values says what is
    /// wrong.
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

    /// What to write for a name of an earlier version.
    static let replaced = [
        "completion.remembered-turns": "Write completion.memory-tokens instead; a turn has about 100 tokens"
    ]

    /// The known name that differs least in its letters, where it differs little.
    static func nearest(to name: String, in known: Set<String>) -> String? {
        let best = known.sorted().min { distance($0, name) < distance($1, name) }
        return best.flatMap { distance($0, name) <= max(2, name.count / 4) ? $0 : nil }
    }

    /// How many letters must be put in, left out or changed (Levenshtein, 1966).
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
