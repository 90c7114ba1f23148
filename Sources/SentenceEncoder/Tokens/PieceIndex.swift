import Foundation

/// A hash table that finds the pieces of the vocabulary at the start of a text.
///
/// It uses open addressing with 32-bit slots. A slot holds 14 bits of a piece's hash and its number + 1, so that a miss
/// rarely reads the vocabulary. The table is built at every start, which is cheaper than reading it from a file.
struct PieceIndex: Sendable {
    /// The bytes that must be readable after the end of a text.
    static let padding = 8
    private static let numberBits = 18
    private static let numberMask: UInt32 = (1 << 18) - 1

    private let bytes: Data
    private let vocabulary: ModelFile.Vocabulary
    private let slots: [UInt32]
    /// The length in bytes of the longest piece, by the hash of its first six bytes.
    private let longest: [UInt8]
    /// The score of a character without a piece: ten below the least likely piece, by SentencePiece's own rule.
    let unknownScore: Float

    init(_ file: ModelFile) throws(ModelFileFault) {
        let vocabulary = file.vocabulary
        guard vocabulary.count < Self.numberMask else { throw .unsupported("\(vocabulary.count) pieces") }
        guard file.bytes.count - vocabulary.text.upperBound >= Self.padding else { throw .truncated }
        var slotBits = 1
        while 1 << slotBits < vocabulary.count * 2 { slotBits += 1 }
        var slots = [UInt32](repeating: 0, count: 1 << slotBits)
        var longest = [UInt8](repeating: 0, count: 1 << 16)
        let areSound = file.bytes.withUnsafeBytes { file in
            slots.withUnsafeMutableBufferPointer { slots in
                longest.withUnsafeMutableBufferPointer { longest in
                    Pieces(file, vocabulary).map { Self.enter($0, slots, longest) } ?? false
                }
            }
        }
        guard areSound else { throw .damaged("the vocabulary's offsets") }
        guard let lowest = file.bytes.withUnsafeBytes({ Pieces($0, vocabulary)?.lowestScore }) else {
            throw .damaged("the vocabulary's scores")
        }
        bytes = file.bytes
        self.vocabulary = vocabulary
        self.slots = slots
        self.longest = longest
        unknownScore = lowest - 10
    }

    /// Returns the pieces that begin with a Han character, with their scores. The sign of a space in front is removed;
    /// of
    /// two equal pieces the more likely one counts.
    func hanPieces() -> [String: Float] {
        let space: [UInt8] = [0xE2, 0x96, 0x81]
        var found: [String: Float] = [:]
        bytes.withUnsafeBytes { file in
            guard let pieces = Pieces(file, vocabulary) else { return }
            for number in 0..<vocabulary.count {
                let (start, length) = pieces.piece(number)
                var piece = UnsafeRawBufferPointer(start: pieces.text + start, count: length)
                if piece.starts(with: space) { piece = UnsafeRawBufferPointer(rebasing: piece.dropFirst(space.count)) }
                // Ideographs of the Basic Multilingual Plane begin with these bytes; kana do as well.
                guard let lead = piece.first, (0xE3...0xE9).contains(lead) else { continue }
                let text = String(decoding: piece, as: UTF8.self)
                found[text] = max(found[text] ?? -.infinity, pieces.score(number))
            }
        }
        return found
    }

    /// Returns the text of a piece of the vocabulary, with `▁` for a space in front, and the natural logarithm of its
    /// probability.
    func piece(_ number: Int32) -> (text: String, score: Float) {
        bytes.withUnsafeBytes { file in
            guard let pieces = Pieces(file, vocabulary), (0..<vocabulary.count).contains(Int(number)) else {
                return ("", 0)
            }
            let (start, length) = pieces.piece(Int(number))
            let text = UnsafeRawBufferPointer(start: pieces.text + start, count: length)
            return (String(decoding: text, as: UTF8.self), pieces.score(Int(number)))
        }
    }

    /// Returns the pieces that are whole words of ASCII letters, in lower case, with their scores.
    func latinWords() -> [String: Float] {
        let space: [UInt8] = [0xE2, 0x96, 0x81]
        var found: [String: Float] = [:]
        bytes.withUnsafeBytes { file in
            guard let pieces = Pieces(file, vocabulary) else { return }
            for number in 0..<vocabulary.count {
                let (start, length) = pieces.piece(number)
                let piece = UnsafeRawBufferPointer(start: pieces.text + start, count: length)
                let word = piece.dropFirst(space.count)
                guard piece.starts(with: space), let first = word.first,
                    word.dropFirst().allSatisfy({ 0x61...0x7A ~= $0 }), 0x61...0x7A ~= first | 0x20
                else { continue }
                // Some words are there with a capital alone, such as Moon.
                let text = String(decoding: [first | 0x20] + word.dropFirst(), as: UTF8.self)
                found[text] = max(found[text] ?? -.infinity, pieces.score(number))
            }
        }
        return found
    }

    /// Passes the index as raw pointers to `body`, which looks up many pieces.
    func withLookup<Result>(_ body: (Lookup) -> Result?) -> Result? {
        bytes.withUnsafeBytes { file in
            slots.withUnsafeBufferPointer { slots in
                longest.withUnsafeBufferPointer { longest in
                    Pieces(file, vocabulary).flatMap { body(Lookup(pieces: $0, slots: slots, longest: longest)) }
                }
            }
        }
    }

    /// The index as raw pointers, valid within `withLookup`.
    struct Lookup {
        fileprivate let pieces: Pieces
        fileprivate let slots: UnsafeBufferPointer<UInt32>
        fileprivate let longest: UnsafeBufferPointer<UInt8>

        /// Calls `found` with the length in bytes, the number and the score of each piece that `text` begins with,
        /// shortest first. `text` must be valid UTF-8 of `count` bytes, followed by `padding` readable bytes.
        @inline(__always)
        func pieces(at text: UnsafePointer<UInt8>, count: Int, _ found: (Int, Int32, Float) -> Void) {
            let longest = Int(longest[PieceHash.prefix(text)])
            let limit = min(count, max(longest, PieceHash.prefixLength - 1))
            var hash = PieceHash()
            var length = 1
            while length <= limit {
                if length == count || text[length] & 0xC0 != 0x80,
                    let number = number(hash: hash.value(text, length: length), of: text, length)
                {
                    found(length, Int32(truncatingIfNeeded: number), pieces.score(number))
                }
                length += 1
            }
        }

        @inline(__always)
        private func number(hash: UInt64, of text: UnsafePointer<UInt8>, _ length: Int) -> Int? {
            var slot = PieceIndex.slot(hash, of: slots.count)
            while slots[slot] != 0 {
                let entry = slots[slot]
                if entry >> PieceIndex.numberBits == PieceIndex.tag(hash) {
                    let number = Int(entry & PieceIndex.numberMask) - 1
                    let piece = pieces.piece(number)
                    if piece.length == length, PieceHash.areEqual(pieces.text + piece.start, text, length: length) {
                        return number
                    }
                }
                slot = (slot + 1) & (slots.count - 1)
            }
            return nil
        }
    }

    @inline(__always)
    private static func slot(_ hash: UInt64, of count: Int) -> Int {
        Int(truncatingIfNeeded: hash >> 40) & (count - 1)
    }

    @inline(__always)
    private static func tag(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: hash >> 26) & ((1 << (32 - UInt32(numberBits))) - 1)
    }

    /// Adds all pieces to the table. Returns false if their offsets do not rise within the text.
    private static func enter(
        _ pieces: Pieces,
        _ slots: UnsafeMutableBufferPointer<UInt32>,
        _ longest: UnsafeMutableBufferPointer<UInt8>
    ) -> Bool {
        for number in 0..<pieces.vocabulary.count {
            let (start, length) = pieces.piece(number)
            guard length >= 0, length <= UInt8.max, start + length <= pieces.vocabulary.text.count else { return false }
            if length == 0 { continue }
            let text = pieces.text + start
            var hash = PieceHash()
            let value = hash.value(text, length: length)
            if length >= PieceHash.prefixLength {
                let prefix = PieceHash.prefix(text)
                longest[prefix] = max(longest[prefix], UInt8(truncatingIfNeeded: length))
            }
            var slot = slot(value, of: slots.count)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = tag(value) << numberBits | UInt32(truncatingIfNeeded: number + 1)
        }
        return true
    }
}

/// The arrays of the vocabulary in the mapped file.
private struct Pieces {
    let vocabulary: ModelFile.Vocabulary
    let text: UnsafeRawPointer
    private let offsets: UnsafeRawPointer
    private let scores: UnsafeRawPointer

    init?(_ file: UnsafeRawBufferPointer, _ vocabulary: ModelFile.Vocabulary) {
        guard let base = file.baseAddress else { return nil }
        self.vocabulary = vocabulary
        text = base + vocabulary.text.lowerBound
        offsets = base + vocabulary.offsets.lowerBound
        scores = base + vocabulary.scores.lowerBound
    }

    /// Returns the range of a piece in `text` as the file states it. `PieceIndex.enter` has checked it.
    @inline(__always)
    func piece(_ number: Int) -> (start: Int, length: Int) {
        let start = Int(offsets.loadUnaligned(fromByteOffset: number &* 4, as: UInt32.self))
        return (start, Int(offsets.loadUnaligned(fromByteOffset: number &* 4 &+ 4, as: UInt32.self)) &- start)
    }

    @inline(__always)
    func score(_ number: Int) -> Float { scores.loadUnaligned(fromByteOffset: number &* 4, as: Float.self) }

    /// The lowest score; nil if a score is not the logarithm of a probability.
    var lowestScore: Float? {
        var lowest: Float = 0
        for number in 0..<vocabulary.count {
            let score = score(number)
            guard score > -1e4, score < 1e4 else { return nil }
            lowest = min(lowest, score)
        }
        return lowest
    }
}
