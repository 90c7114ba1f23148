import Foundation
import Insight
import RAGCore

/// Writes vectors with their texts as the bytes of a file.
struct VectorEncoder {
    let format: VectorFormat
    /// The number of texts, and of the components of each vector.
    let count: Int
    let dimensions: Int
    /// Whether there is a column of labels.
    let hasLabels: Bool

    /// The bytes before the first row.
    var head: Data {
        switch format {
        case .npy: NPYHeader(rows: count, columns: dimensions).bytes
        case .jsonl: Data()
        case .csv:
            Data(
                (["place", "text"] + (hasLabels ? ["label"] : []) + (0..<dimensions).map { "v\($0 + 1)" })
                    .joined(separator: ",").utf8
            ) + Data("\r\n".utf8)
        }
    }

    /// Appends one row to `bytes`.
    func append(_ record: TextRecord, _ vector: [Float], to bytes: inout Data) {
        switch format {
        case .npy:
            for component in vector {
                withUnsafeBytes(of: component.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
            }
        case .jsonl:
            var line = "{\"text\":\(Self.quoted(record.text)),\"place\":\(Self.quoted(record.place))"
            if let label = record.label { line += ",\"label\":\(Self.quoted(label))" }
            line += ",\"vector\":["
            Self.append(vector, to: &line)
            bytes.append(contentsOf: (line + "]}\n").utf8)
        case .csv:
            let cells = [record.place, record.text] + (hasLabels ? [record.label ?? ""] : [])
            var line = cells.map(Self.cell).joined(separator: ",") + ","
            Self.append(vector, to: &line)
            bytes.append(contentsOf: (line + "\r\n").utf8)
        }
    }

    /// The shortest decimals that give the same floats again.
    private static func append(_ vector: [Float], to line: inout String) {
        for (index, component) in vector.enumerated() {
            if index > 0 { line += "," }
            line += component.description
        }
    }

    private static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        // A string is always valid JSON.
        return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }

    private static func cell(_ text: String) -> String {
        let text = FormulaGuard.guarded(text)
        guard text.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return text }
        return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
