import RAGCore

/// Overlap of two texts by tokens: F1 as SQuAD computes it (Rajpurkar et al. 2016: case, punctuation and articles do
/// not count), with Chinese by characters as in CMRC 2018 (Cui et al. 2019).
enum TextOverlap {
    /// Returns the tokens of `text`: English words and numbers whole, Han characters one by one, without articles.
    static func tokens(of text: String) -> [String] {
        var tokens: [String] = []
        var word = ""
        func end() {
            if !word.isEmpty, !articles.contains(word) { tokens.append(word) }
            word = ""
        }
        for scalar in text.foldingCaseAndWidth().unicodeScalars {
            if scalar.properties.isIdeographic {
                end()
                tokens.append(String(scalar))
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word.unicodeScalars.append(scalar)
            } else if !(scalar == "." && word.last?.isNumber == true) {
                end()
            } else {
                word.unicodeScalars.append(scalar)
            }
        }
        end()
        return tokens.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    }

    /// Returns the F1 of two token lists, 0 to 1; 1 if both are empty.
    static func f1(_ expected: [String], _ actual: [String]) -> Double {
        guard !expected.isEmpty, !actual.isEmpty else { return expected.isEmpty && actual.isEmpty ? 1 : 0 }
        var left = expected.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        let common = actual.count { token in
            guard let count = left[token], count > 0 else { return false }
            left[token] = count - 1
            return true
        }
        return 2 * Double(common) / Double(expected.count + actual.count)
    }

    /// Returns whether the tokens of `part` occur consecutively in `whole`. An empty part always does.
    static func contains(_ whole: [String], _ part: [String]) -> Bool {
        guard let first = part.first, whole.count >= part.count else { return part.isEmpty }
        return (0...(whole.count - part.count)).contains { start in
            whole[start] == first && whole[start..<(start + part.count)].elementsEqual(part)
        }
    }

    private static let articles: Set<String> = ["a", "an", "the"]
}
