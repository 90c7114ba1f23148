/// The Latin words of texts: forms of one word are counted together and shown in the form that is used most.
struct LatinWords {
    /// A word of a text.
    struct Found: Equatable {
        /// The number of the word; nil for a word that is no label.
        let number: Int?
        /// Whether only spaces stand between it and the word before.
        let followsDirectly: Bool
    }

    private var numbers: [String: Int?] = [:]
    private var stems: [String: Int] = [:]
    private var forms: [[String: Int]] = []

    /// The number of different words.
    var count: Int { forms.count }

    /// Returns the words of `text` in order, weak ones included.
    mutating func words(of text: String) -> [Found] {
        var found: [Found] = []
        var isDirect = false
        var isFirst = true
        var word = String.UnicodeScalarView()
        func isPart(_ scalar: Unicode.Scalar) -> Bool {
            if scalar.isASCII {
                return (scalar.value | 0x20) &- 0x61 < 26 || scalar.value &- 0x30 < 10
            }
            return scalar.value < 0x2000 && scalar.properties.isAlphabetic
        }
        func isInner(_ scalar: Unicode.Scalar) -> Bool { scalar == "'" || scalar == "’" || scalar == "-" }
        for scalar in text.unicodeScalars {
            if isPart(scalar) || isInner(scalar) && !word.isEmpty {
                word.append(scalar)
                continue
            }
            if !word.isEmpty {
                found.append(Found(number: number(of: word, isFirst: isFirst), followsDirectly: isDirect))
                (isDirect, isFirst) = (true, false)
                word = String.UnicodeScalarView()
            }
            if scalar != " " { isDirect = false }
            if scalar == "." || scalar == "?" || scalar == "!" { isFirst = true }
        }
        if !word.isEmpty { found.append(Found(number: number(of: word, isFirst: isFirst), followsDirectly: isDirect)) }
        return found
    }

    /// Returns the form of the word that texts use most.
    func text(of number: Int) -> String {
        forms[number].min { (-$0.value, $0.key) < (-$1.value, $1.key) }?.key ?? ""
    }

    private mutating func number(of scalars: String.UnicodeScalarView, isFirst: Bool) -> Int? {
        var written = String(scalars)
        while let last = written.last, "'’-".contains(last) { written.removeLast() }
        for ending in ["'s", "’s"] where written.hasSuffix(ending) { written.removeLast(2) }
        let lower = written.lowercased()
        let number: Int?
        if let known = numbers[lower] {
            number = known
        } else {
            number = WeakWords.contains(latin: lower) ? nil : entry(lower)
            numbers[lower] = .some(number)
        }
        guard let number else { return nil }
        // A capital at the start of a sentence says nothing about the word.
        let isCapitalised = written.dropFirst() == lower.dropFirst()
        forms[number][isFirst && isCapitalised ? lower : written, default: 0] += 1
        return number
    }

    private mutating func entry(_ word: String) -> Int? {
        guard let stem = WeakWords.stem(of: word) else { return nil }
        if let known = stems[stem] { return known }
        stems[stem] = forms.count
        forms.append([:])
        return forms.count - 1
    }
}
