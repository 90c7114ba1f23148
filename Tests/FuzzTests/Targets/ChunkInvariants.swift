import Ingestion
import RAGCore

/// The conditions that hold for every document that a reader accepts.
enum ChunkInvariants {
    /// Returns the condition that does not hold for `document` and its chunks, and where; nil if all hold.
    static func fault(of document: ReadDocument) -> String? {
        if let fault = faultOfBlocks(document) { return fault }
        for budget in [8, 64] {
            let chunks = Chunker(budget: budget, overlap: budget / 7).chunks(of: document)
            if let fault = fault(of: chunks, budget: budget, document) { return "budget \(budget): \(fault)" }
        }
        return nil
    }

    private static func faultOfBlocks(_ document: ReadDocument) -> String? {
        var end = 0
        for block in document.blocks {
            if block.range.lowerBound < end { return "block at \(block.range) begins before \(end)" }
            end = block.range.upperBound
            if let fault = fault(of: block.range, document) { return "block at \(fault)" }
        }
        return nil
    }

    private static func fault(of chunks: [Chunk], budget: Int, _ document: ReadDocument) -> String? {
        var covered = Array(repeating: false, count: document.source.count)
        var previous = 0..<0
        for chunk in chunks {
            let tokens = TokenEstimator.count(chunk.text)
            if tokens > budget { return "chunk \(chunk.ordinal) at \(chunk.range) has \(tokens) tokens" }
            if chunk.text.isEmpty { return "chunk \(chunk.ordinal) is empty" }
            if let fault = fault(of: chunk.range, document) { return "chunk \(chunk.ordinal) at \(fault)" }
            if chunk.range.lowerBound < previous.lowerBound || chunk.range.upperBound < previous.upperBound {
                return "chunk \(chunk.ordinal) at \(chunk.range) stands before \(previous)"
            }
            for offset in max(
                chunk.range.lowerBound,
                previous.upperBound
            )..<max(chunk.range.upperBound, previous.upperBound) {
                covered[offset] = true
            }
            previous = chunk.range
        }
        for block in document.blocks where block.text?.isEmpty != true {
            let text = document.source[block.range]
            var offset = block.range.lowerBound
            for scalar in text.unicodeScalars {
                if !covered[offset], !scalar.properties.isWhitespace {
                    return "nothing covers \(offset) of \(block.range)"
                }
                offset += String(scalar).utf8.count
            }
        }
        return nil
    }

    private static func fault(of range: Range<Int>, _ document: ReadDocument) -> String? {
        if range.upperBound > document.source.count { return "\(range) of \(document.source.count)" }
        let bytes = Array(document.source.text.utf8)
        let cuts = [range.lowerBound, range.upperBound].contains { $0 < bytes.count && bytes[$0] & 0xC0 == 0x80 }
        return cuts ? "\(range) cuts a character" : nil
    }
}
