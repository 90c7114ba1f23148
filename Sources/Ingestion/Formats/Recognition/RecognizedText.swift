import Foundation
import RAGCore

/// The words that were read from a picture, with their places in pixels and how sure the program is.
struct RecognizedText: Sendable {
    /// A word with its bounding box.
    struct Word: Sendable {
        let text: String
        let x: ClosedRange<Double>
        let y: ClosedRange<Double>
        /// From 0 to 100.
        let confidence: Double
    }

    /// A picture may have several pages, each of blocks of lines of words.
    private(set) var pages: [[[[Word]]]] = []
    /// Width and height of each page in pixels.
    private(set) var sizes: [(width: Double, height: Double)] = []
    /// Mean confidence over all characters, from 0 to 100; 0 if there are none.
    private(set) var confidence = 0.0
    /// Whether most characters are Chinese.
    private(set) var isChinese = false

    /// Lines that are less sure than this are usually pictures and stains.
    private static let lowest = 35.0

    /// Parses what `tesseract … tsv` prints: level, page, block, paragraph, line, word, left, top, width, height,
    /// confidence, text.
    init(tsv: Data) {
        var last: [Substring] = []
        for row in String(decoding: tsv, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let fields = row.split(separator: "\t", maxSplits: 11, omittingEmptySubsequences: false)
            guard fields.count == 12, let level = Int(fields[0]),
                let left = Double(fields[6]), let top = Double(fields[7]), let width = Double(fields[8]),
                let height = Double(fields[9]), let confidence = Double(fields[10])
            else { continue }
            if level == 1 {
                pages.append([])
                sizes.append((width, height))
            }
            guard level == 5, !pages.isEmpty, fields[11].contains(where: { !$0.isWhitespace }) else { continue }
            let word = Word(
                text: String(fields[11]),
                x: left...(left + max(width, 0)),
                y: top...(top + max(height, 0)),
                confidence: confidence
            )
            let page = pages.count - 1
            let place = Array(fields[1...4])
            // A paragraph is a block of its own.
            if last.isEmpty || last[..<3] != place[..<3] || pages[page].isEmpty {
                pages[page].append([[word]])
            } else if last[3] != place[3] {
                pages[page][pages[page].count - 1].append([word])
            } else {
                let block = pages[page].count - 1
                pages[page][block][pages[page][block].count - 1].append(word)
            }
            last = place
        }
        removeDoubtfulLines()
        measure()
    }

    private mutating func removeDoubtfulLines() {
        pages = pages.map { page in
            page.map { block in
                block.filter { line in
                    line.map(\.confidence).reduce(0, +) / Double(max(line.count, 1)) >= Self.lowest
                }
            }.filter { !$0.isEmpty }
        }
    }

    private mutating func measure() {
        var sum = 0.0
        var count = 0
        var wide = 0
        for word in pages.joined().joined().joined() {
            let length = word.text.unicodeScalars.count
            sum += word.confidence * Double(length)
            count += length
            wide += word.text.unicodeScalars.count(where: \.isWide)
        }
        confidence = count > 0 ? sum / Double(count) : 0
        isChinese = wide * 2 > count
    }
}
