import Foundation
import Ingestion
import RAGCore

/// The conditions that hold for every document that a reader accepts.
enum ChunkInvariants {
    enum Outcome: Equatable {
        case kept
        /// The reader refuses the document, which is allowed.
        case refused
        /// A condition does not hold; the text says which one and where.
        case broken(String)
    }

    static func check(_ bytes: Data, _ reader: any DocumentReader) -> Outcome {
        guard let document = try? reader.read(bytes, name: "document") else { return .refused }
        if let fault = fault(of: document) { return .broken(fault) }
        for budget in [8, 64, 256] {
            let chunker = Chunker(budget: budget, overlap: budget / 7)
            let chunks = chunker.chunks(of: document)
            if let fault = fault(of: chunks, budget: budget, document) { return .broken("budget \(budget): \(fault)") }
            if chunker.chunks(of: document) != chunks { return .broken("the same document gave other chunks") }
        }
        return .kept
    }

    private static func fault(of document: ReadDocument) -> String? {
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
