import Foundation

/// Chinese names of places, carriers and ways to pay: names that capital letters do not mark and whose exchange
/// changes an answer.
package enum KnownNames {
    /// Returns the known names that occur in `text`, except where a longer word contains one by accident.
    package static func found(in text: String) -> [String] {
        let names = nameFinder.found(in: text).map { all[$0] }
        guard !names.isEmpty else { return [] }
        let masked = trapFinder.found(in: text).reduce(text) { $0.replacing(traps[$1], with: "·") }
        return names.filter { masked.contains($0) }
    }

    private static let nameFinder = AhoCorasick(all.map { Array($0.unicodeScalars) })
    private static let trapFinder = AhoCorasick(traps.map { Array($0.unicodeScalars) })

    /// Words in which a name stands by accident.
    private static let traps = words["longer words that contain a name by accident"]

    private static let all = words["names"]
    private static let words = WordList(PackageResources.known_names_txt)
}
