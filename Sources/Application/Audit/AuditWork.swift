import Foundation
import Insight
import RAGCore

/// The passages of an audit, and the words for what is found in them.
struct AuditWork {
    let chunks: [DocumentChunk]
    let passages: [AuditPassage]
    var notes: [String] = []
    private(set) var lines: SourceLines

    init(_ chunks: [DocumentChunk], folder: URL) {
        self.chunks = chunks
        passages = chunks.map(AuditPassage.init)
        lines = SourceLines(folder: folder)
    }

    /// The texts that a refresh embeds, so that their vectors are in the index.
    var embeddedTexts: [String] { chunks.map { $0.chunk.embeddedText(title: $0.title) } }

    mutating func place(_ passage: Int, text: String, words: String? = nil) -> AuditFinding.Place {
        let chunk = chunks[passage]
        let url = chunk.metadata["url"]?.first
        return AuditFinding.Place(
            path: chunk.path,
            line: url == nil && chunk.chunk.pages == nil ? lines.line(of: text, in: chunk) : nil,
            page: chunk.chunk.pages?.lowerBound,
            url: url,
            text: text,
            words: words
        )
    }

    mutating func finding(_ contradiction: Contradiction) -> AuditFinding {
        let (first, second) = (contradiction.first, contradiction.second)
        let what =
            contradiction.kind == .yesOrNo
            ? "Yes against no" : "Different \(contradiction.kind.rawValue): \(first.words) against \(second.words)"
        return AuditFinding(
            kind: .contradictions,
            summary: what,
            reason: contradiction.kind.reason,
            places: [
                place(first.passage, text: first.sentence, words: first.words),
                place(second.passage, text: second.sentence, words: second.words),
            ],
            weight: contradiction.score
        )
    }

    mutating func finding(_ duplicate: NearDuplicate) -> AuditFinding {
        AuditFinding(
            kind: .duplicates,
            summary: "Two passages with \(Int((duplicate.overlap * 100).rounded()))% of their words in common",
            reason: "Both take a place in what the model reads, and one is easily forgotten when the other is changed.",
            places: [duplicate.first, duplicate.second].map { passage in
                place(passage, text: chunks[passage].chunk.text.firstLine)
            },
            weight: duplicate.overlap
        )
    }

    mutating func finding(_ date: PastDate) -> AuditFinding {
        AuditFinding(
            kind: .dates,
            summary: "\(date.words) was \(date.days == 1 ? "yesterday" : "\(date.days) days ago")",
            reason:
                "The sentence announces or limits something by a day that has passed, so customers get outdated answers.",
            places: [place(date.passage, text: date.sentence, words: date.words)],
            weight: Double(date.days)
        )
    }

    mutating func unreachable(_ passage: Int) -> AuditFinding {
        AuditFinding(
            kind: .unreachable,
            summary:
                "Neither its heading nor its first sentence finds this passage among the first \(Reachability.depth)",
            reason: "Other passages say the same in plainer words, or its heading does not say what it is about.",
            places: [place(passage, text: chunks[passage].chunk.headingPath.last ?? chunks[passage].title)],
            weight: 1
        )
    }

    /// Returns the documents of which no passage is in `reached`.
    mutating func unaskedDocuments(reached: Set<Int>, questions: Int) -> [AuditFinding] {
        let alive = Set(reached.map { chunks[$0].path })
        var seen: Set<String> = []
        return chunks.indices.filter { !alive.contains(chunks[$0].path) && seen.insert(chunks[$0].path).inserted }.map {
            AuditFinding(
                kind: .unreachable,
                summary: "None of \(questions) stored questions comes near this document",
                reason: "Nobody asks about it, or it does not use the words of customers.",
                places: [place($0, text: chunks[$0].title)],
                weight: 0
            )
        }
    }

    func finding(_ gap: KnowledgeGap) -> AuditFinding {
        AuditFinding(
            kind: .uncovered,
            summary: "Asked \(gap.count) times without a good answer: \(gap.question)",
            reason: "No document answers it. `kefu unanswered --draft` writes a table to fill in.",
            places: gap.nearest.map {
                AuditFinding.Place(path: $0.place, line: nil, page: nil, url: nil, text: $0.heading, words: nil)
            },
            weight: Double(gap.count)
        )
    }

    func finding(_ broken: BrokenLink) -> AuditFinding {
        let summary =
            switch broken.reason {
            case .noFile(let path): "There is no file \(path)"
            case .noHeading(let name, let path): "\(path) has no heading #\(name)"
            case .web(let status?, _): "\(broken.link.target) answers \(status)"
            case .web(nil, let failure): "\(broken.link.target): \(failure)"
            }
        return AuditFinding(
            kind: .links,
            summary: summary,
            reason: broken.link.isImage
                ? "The picture is missing for readers." : "Customers who follow the link find nothing.",
            places: [
                AuditFinding.Place(
                    path: broken.path,
                    line: broken.link.line,
                    page: nil,
                    url: nil,
                    text: broken.link.words.isEmpty
                        ? broken.link.target : "\(broken.link.words) (\(broken.link.target))",
                    words: broken.link.target
                )
            ],
            weight: 1
        )
    }
}

extension Contradiction.Kind {
    fileprivate var reason: String {
        switch self {
        case .yesOrNo: "One says that it is so, the other that it is not; which answer a customer gets is chance."
        default: "Both are about the same thing; which value a customer gets is chance."
        }
    }
}

extension String {
    fileprivate var firstLine: String {
        String(split(whereSeparator: \.isNewline).first { $0.contains(where: \.isLetter) } ?? self[...])
    }
}
