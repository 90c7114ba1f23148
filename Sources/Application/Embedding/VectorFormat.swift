import Foundation

/// The formats in which vectors are written for other programs.
package enum VectorFormat: String, Sendable, Hashable, CaseIterable {
    /// An array of float32 for numpy, one row a text (`numpy.load`).
    case npy
    /// One JSON object a line: `text`, `place`, `label` if there is one, `vector`.
    case jsonl
    /// A table with a header: `place`, `text`, `label` if a text has one, `v1`, `v2`, …
    case csv

    /// Finds the format by the extension of the file at `path`; nil if it is not known.
    package init?(path: String) {
        switch (path as NSString).pathExtension.lowercased() {
        case "npy": self = .npy
        case "jsonl", "ndjson": self = .jsonl
        case "csv": self = .csv
        default: return nil
        }
    }
}
