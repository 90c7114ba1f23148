import Foundation

/// Finds the vocabulary's pieces at the start of a text.
///
/// An open-addressing table of 32-bit slots, built anew at every start because that is cheaper than reading it from a
/// file: a slot holds 14 bits of the piece's hash and its number + 1, so that a miss rarely touches the vocabulary.
struct PieceIndex: Sendable {
    /// Beyond this many leading bytes, `longest` bounds the search.
    private static let prefixLength = 6
    private static let prefixBits = 16
    private static let numberBits = 18
    private static let numberMask: UInt32 = (1 << 18) - 1

    private let bytes: Data
    private let vocabulary: ModelFile.Vocabulary
    private let slots: [UInt32]
    private let slotMask: UInt64
    /// By hash of the first six bytes: the most bytes that a piece beginning so can have.
    private let longest: [UInt8]
    private let longestPiece: Int
    /// What a character costs that no piece covers: ten below the least likely piece (SentencePiece's own rule).
    let unknownScore: Float

    init(_ file: ModelFile) throws(ModelFileFault) {
        let vocabulary = file.vocabulary
        guard vocabulary.count < (1 << Self.numberBits) - 1 else {
            throw .unsupported("\(vocabulary.count) pieces")
        }
        var slotBits = 1
        while 1 << slotBits < vocabulary.count * 2 { slotBits += 1 }
        let mask = UInt64(1 << slotBits) - 1
        var slots = [UInt32](repeating: 0, count: 1 << slotBits)
        var longest = [UInt8](repeating: 0, count: 1 << Self.prefixBits)
        let longestPiece = file.bytes.withUnsafeBytes { file in
            slots.withUnsafeMutableBufferPointer { slots in
                longest.withUnsafeMutableBufferPointer { longest in
                    Self.fill(slots, mask: mask, longest: longest, from: file, vocabulary)
                }
            }
        }
        guard let longestPiece else { throw .damaged("the vocabulary's offsets") }
        let lowest = file.bytes.withUnsafeBytes { Self.lowestScore(in: $0, vocabulary) }
        guard let lowest else { throw .damaged("the vocabulary's scores") }
        bytes = file.bytes
        self.vocabulary = vocabulary
        self.slots = slots
        slotMask = mask
        self.longest = longest
        self.longestPiece = longestPiece
        unknownScore = lowest - 10
    }

    /// Lends the index as bare pointers to code that looks up many pieces.
    func withLookup<Result>(_ body: (Lookup) -> Result) -> Result {
        bytes.withUnsafeBytes { file in
            slots.withUnsafeBufferPointer { slots in
                longest.withUnsafeBufferPointer { longest in
                    body(
                        Lookup(
                            file: file,
                            vocabulary: vocabulary,
                            slots: slots,
                            slotMask: slotMask,
                            longest: longest,
                            longestPiece: longestPiece
                        )
                    )
                }
            }
        }
    }

    /// The index within `withLookup`.
    struct Lookup {
        fileprivate let file: UnsafeRawBufferPointer
        fileprivate let vocabulary: ModelFile.Vocabulary
        fileprivate let slots: UnsafeBufferPointer<UInt32>
        fileprivate let slotMask: UInt64
        fileprivate let longest: UnsafeBufferPointer<UInt8>
        fileprivate let longestPiece: Int

        /// Calls `found` with length in bytes, number and score of each piece that `text` begins with, shortest first.
        /// `text` is valid UTF-8.
        @inline(__always)
        func pieces(at text: UnsafeBufferPointer<UInt8>, _ found: (Int, Int32, Float) -> Void) {
            var hash = PieceIndex.seed
            var limit = min(text.count, longestPiece)
            var length = 0
            while length < limit {
                hash = PieceIndex.hash(hash, text[length])
                length += 1
                if length == PieceIndex.prefixLength {
                    limit = min(limit, Int(longest[PieceIndex.prefixSlot(hash)]))
                    guard length <= limit else { return }
                }
                if length < text.count, text[length] & 0xC0 == 0x80 { continue }
                guard let number = number(hash: hash, of: text, length) else { continue }
                let score = file.loadUnaligned(
                    fromByteOffset: vocabulary.scores.lowerBound + number * 4,
                    as: Float.self
                )
                found(length, Int32(truncatingIfNeeded: number), score)
            }
        }

        @inline(__always)
        private func number(hash: UInt64, of text: UnsafeBufferPointer<UInt8>, _ length: Int) -> Int? {
            var slot = Int(hash & slotMask)
            let tag = PieceIndex.tag(hash)
            while true {
                let entry = slots[slot]
                if entry == 0 { return nil }
                if entry >> PieceIndex.numberBits == tag {
                    let number = Int(entry & PieceIndex.numberMask) - 1
                    let piece = PieceIndex.piece(number, in: file, vocabulary)
                    if piece.length == length, (0..<length).allSatisfy({ file[piece.start + $0] == text[$0] }) {
                        return number
                    }
                }
                slot = (slot + 1) & Int(slotMask)
            }
        }
    }

    // FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/
    private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

    @inline(__always)
    private static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

    @inline(__always)
    private static func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) >> numberBits }

    @inline(__always)
    private static func prefixSlot(_ hash: UInt64) -> Int { Int((hash >> 20) & ((1 << prefixBits) - 1)) }

    /// Where a piece lies in the file; as the file says it, which only `fill` has to doubt.
    @inline(__always)
    private static func piece(
        _ number: Int,
        in file: UnsafeRawBufferPointer,
        _ vocabulary: ModelFile.Vocabulary
    ) -> (start: Int, length: Int) {
        let at = vocabulary.offsets.lowerBound + number * 4
        let start = Int(file.loadUnaligned(fromByteOffset: at, as: UInt32.self))
        let end = Int(file.loadUnaligned(fromByteOffset: at + 4, as: UInt32.self))
        return (vocabulary.text.lowerBound + start, end - start)
    }

    /// Enters all pieces; the length of the longest, or nil where their offsets do not rise within the text.
    private static func fill(
        _ slots: UnsafeMutableBufferPointer<UInt32>,
        mask: UInt64,
        longest: UnsafeMutableBufferPointer<UInt8>,
        from file: UnsafeRawBufferPointer,
        _ vocabulary: ModelFile.Vocabulary
    ) -> Int? {
        var longestPiece = 1
        for number in 0..<vocabulary.count {
            let (start, length) = piece(number, in: file, vocabulary)
            guard length >= 0, length <= UInt8.max, start + length <= vocabulary.text.upperBound else { return nil }
            if length == 0 { continue }
            longestPiece = max(longestPiece, length)
            var hash = seed
            for index in start..<(start + min(length, prefixLength)) { hash = Self.hash(hash, file[index]) }
            if length >= prefixLength {
                let at = prefixSlot(hash)
                longest[at] = max(longest[at], UInt8(truncatingIfNeeded: length))
                for index in (start + prefixLength)..<(start + length) { hash = Self.hash(hash, file[index]) }
            }
            var slot = Int(hash & mask)
            while slots[slot] != 0 { slot = (slot + 1) & Int(mask) }
            slots[slot] = tag(hash) << numberBits | UInt32(truncatingIfNeeded: number + 1)
        }
        return longestPiece
    }

    /// The least score, or nil where one is no logarithm of a probability.
    private static func lowestScore(in file: UnsafeRawBufferPointer, _ vocabulary: ModelFile.Vocabulary) -> Float? {
        var lowest: Float = 0
        var isSane = true
        for at in stride(from: vocabulary.scores.lowerBound, to: vocabulary.scores.upperBound, by: 4) {
            let score = file.loadUnaligned(fromByteOffset: at, as: Float.self)
            isSane = isSane && score > -1e4 && score < 1e4
            lowest = min(lowest, score)
        }
        return isSane ? lowest : nil
    }
}
