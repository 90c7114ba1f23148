extension String {
    /// Returns whether the bytes of `other` stand in the text. Canonical equivalence does not count. An empty text
    /// stands in none.
    package func hasBytes(of other: String) -> Bool {
        var (text, other) = (self, other)
        return text.withUTF8 { text in other.withUTF8 { text.offset(of: $0, from: 0) != nil } }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Returns the first offset from `start` on at which `word` stands; nil if there is none.
    ///
    /// Candidates are found by the last byte: that of a Chinese character differs from one to the next, while the first
    /// hardly does.
    package func offset(of word: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard let last = word.last else { return nil }
        var end = start + word.count - 1
        while end < count, let found = first(last, in: end..<count) {
            let offset = found - word.count + 1
            if self[offset..<found].elementsEqual(word.dropLast()) { return offset }
            end = found + 1
        }
        return nil
    }
}
