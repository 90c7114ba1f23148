import Foundation
import Lexicon

/// The words of a collection, by which texts are searched for the words of a name.
struct ConceptWords: Sendable {
    /// The positions of the texts that hold each token, ascending.
    private let holders: [String: [Int32]]
    private let count: Int

    /// Reads the words of `texts`.
    init(_ texts: [String]) {
        var holders: [String: [Int32]] = [:]
        for (position, text) in texts.enumerated() {
            for token in Set(KeywordToken.all(in: text, as: .document).map(\.text)) {
                holders[token, default: []].append(Int32(position))
            }
        }
        self.holders = holders
        count = texts.count
    }

    /// Returns how much of the weight of the words of `name` each text holds, 0 to 1. Rare words weigh more (the
    /// inverse document frequency of BM25), and words without content count nothing.
    func shares(of name: String) -> [Float] {
        let tokens = KeywordToken.all(in: name, as: .question)
        let content = tokens.filter { !FunctionWords.contains($0) }
        var shares = [Float](repeating: 0, count: count)
        var whole: Float = 0
        for token in Set(content.isEmpty ? tokens : content) {
            let found = found(token)
            let weight = Self.rarity(of: found.count, among: count)
            whole += weight
            for position in found { shares[Int(position)] += weight }
        }
        return whole > 0 ? shares.map { $0 / whole } : shares
    }

    /// Returns the inverse document frequency of a word that `holders` of `count` texts hold (BM25's form).
    static func rarity(of holders: Int, among count: Int) -> Float {
        let others = Double(count - holders) + 0.5
        return Float(log(1 + others / (Double(holders) + 0.5)))
    }

    private func found(_ token: KeywordToken) -> [Int32] {
        guard token.isPrefix else { return holders[token.text] ?? [] }
        return Set(holders.filter { $0.key.hasPrefix(token.text) }.flatMap(\.value)).sorted()
    }
}
