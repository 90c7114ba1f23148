import Foundation
import Insight
import RAGCore

/// The topics of one collection as files keep them, without any words of customers.
struct TopicRecord: Sendable, Codable, Equatable {
    /// A topic.
    struct Topic: Sendable, Codable, Equatable {
        var number: Int
        var name: String?
        var parts: [Part]
    }

    /// Texts that one run found as one topic.
    struct Part: Sendable, Codable, Equatable {
        var number: Int
        var language: Language?
        /// The hashes of the texts: 8 bytes each, little-endian.
        var texts: Data
        /// The mean vector: 4 bytes for each component, little-endian.
        var centre: Data
    }

    /// The topics by ascending number.
    var topics: [Topic] = []
    /// The topics of moved texts by the hash of the text, in hexadecimal digits; null for a text that fits nowhere.
    var moved: [String: Int?] = [:]
    /// The first number that no run used; nil where it follows from `topics`.
    var next: Int?
    /// The hashes of texts without a topic; nil where they are not kept.
    var outside: Data?
    /// The hashes of questions as customers wrote them in conversations; nil where they are not kept.
    var asked: Data?

    /// The number of the topic that has `number` itself or as a part; nil if there is none.
    func owner(of number: Int) -> Int? {
        topics.first { $0.number == number || $0.parts.contains { $0.number == number } }?.number
    }
}

extension TopicRecord.Part {
    init(_ part: KnownTopic.Part) {
        self.init(
            number: part.number,
            language: part.language,
            texts: TextKey.data(of: part.texts),
            centre: part.centre.reduce(into: Data()) { bytes, component in
                withUnsafeBytes(of: component.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
            }
        )
    }

    var known: KnownTopic.Part {
        let words = stride(from: 0, to: centre.count - centre.count % 4, by: 4).map { start in
            Float(bitPattern: centre.dropFirst(start).prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
        }
        return KnownTopic.Part(number: number, language: language, texts: TextKey.keys(in: texts), centre: words)
    }
}
