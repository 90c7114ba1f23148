import Foundation
import Lexicon
import RAGCore

/// Compares texts by their words: the cosine of their TF-IDF vectors, 0 without a common word, 1 for the same words.
struct WordOverlap: Sendable {
    /// The words of text t are at starts[t]..<starts[t + 1], ascending.
    private let starts: [Int]
    private let words: [Int32]
    /// The weights of the words; those of a text have unit length.
    private let weights: [Float]

    /// Creates a comparison of `texts`. A word that few of them have weighs more.
    init(_ texts: [String]) {
        var numbers: [ExactText: Int32] = [:]
        var frequencies: [Int32] = []
        var starts = [0]
        var words: [Int32] = []
        for text in texts {
            for term in Terms.of(text) {
                let number = numbers[term] ?? Int32(frequencies.count)
                if Int(number) == frequencies.count {
                    numbers[term] = number
                    frequencies.append(0)
                }
                frequencies[Int(number)] += 1
                words.append(number)
            }
            words[(starts.last ?? 0)...].sort()
            starts.append(words.count)
        }
        var weights = words.map { log(Float(1 + texts.count) / Float(1 + frequencies[Int($0)])) + 1 }
        for text in texts.indices {
            let own = starts[text]..<starts[text + 1]
            // Summed in the order of the weights: the numbers of the words differ from run to run.
            let length = weights[own].sorted().reduce(0) { $0 + $1 * $1 }.squareRoot()
            for place in own { weights[place] /= length }
        }
        (self.starts, self.words, self.weights) = (starts, words, weights)
    }

    /// Returns the cosine of two texts.
    func cosine(_ one: Int, _ other: Int) -> Float {
        var (left, right) = (starts[one], starts[other])
        let (leftEnd, rightEnd) = (starts[one + 1], starts[other + 1])
        var products: Float = 0
        while left < leftEnd, right < rightEnd {
            if words[left] == words[right] {
                products += weights[left] * weights[right]
                left += 1
                right += 1
            } else if words[left] < words[right] {
                left += 1
            } else {
                right += 1
            }
        }
        return products
    }
}
