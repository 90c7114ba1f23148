import RAGCore

/// The mean states of the tokens of questions and of passages, which are subtracted before states are compared.
///
/// All states of the model lie in one narrow cone, and those of each language in a part of it. Without its mean a
/// token is compared by what it says. The file was made from up to 300 questions and 100 passages of each evaluation
/// set, lists of ordinary questions and intents among them, every set with the same weight. `kefu-bench token-means`
/// makes such a file from JSON lines.
enum TokenMeans {
    /// Returns the mean for texts of `role` in `language`. Texts without letters count as English.
    static func mean(_ role: EmbeddingRole, _ language: Language?, _ layer: TextRows.Layer) -> [Float] {
        let (first, second) = role == .query ? (0, 1) : (2, 3)
        return means[(language == .chinese ? first : second) * TextRows.Layer.allCases.count + layer.rawValue]
    }

    /// Questions in Chinese and English, then passages in Chinese and English, each with a mean for each layer.
    private static let means: [[Float]] = {
        let bytes = PackageResources.token_means_bin
        let values = bytes.withUnsafeBytes { file in
            (0..<(file.count / 4)).map {
                Float(bitPattern: file.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self))
            }
        }
        let count = 4 * TextRows.Layer.allCases.count
        let width = values.count / count
        return (0..<count).map { Array(values[($0 * width)..<(($0 + 1) * width)]) }
    }()
}
