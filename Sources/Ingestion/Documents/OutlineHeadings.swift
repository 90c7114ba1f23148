import Lexicon

/// Finds the headings among the lines of a text by their numbers.
///
/// A numbered line is a heading by its shape: it is short, no sentence, and text follows it; and its neighbours in the
/// same notation are headings too. Numbered lines directly below each other are a list.
struct OutlineHeadings {
    /// A line of the text.
    enum Line {
        /// A line that may be a heading.
        case candidate(OutlineMark)
        case text
        /// A heading of another kind, which ends the outline above it.
        case boundary
    }

    /// Returns the line for a text without blanks around it.
    static func line(_ text: Substring) -> Line {
        guard text.utf8.count <= longestHeading, let mark = OutlineMark(text) else { return .text }
        guard let last = text.last, !(last.endsSentence && !"?？".contains(last)), !",，;；:：、".contains(last) else {
            return .text
        }
        // A short line may still hold a whole sentence: `一、请先登录。然后下单`
        return text.dropLast().contains("。") ? .text : .candidate(mark)
    }

    /// Most bytes of a heading.
    private static let longestHeading = 150

    /// Returns the level of each line that is a heading, counted from 1. With `isInMarkup`, notations that are lists in
    /// Markdown are none. Takes linear time.
    static func levels(of lines: [Line], isInMarkup: Bool = false) -> [Int?] {
        var levels = [Int?](repeating: nil, count: lines.count)
        var start = 0
        while start < lines.count {
            let end = lines[start...].firstIndex { if case .boundary = $0 { true } else { false } } ?? lines.count
            find(in: lines[start..<end], isInMarkup: isInMarkup, &levels)
            start = end + 1
        }
        return levels
    }

    private static func find(in lines: ArraySlice<Line>, isInMarkup: Bool, _ levels: inout [Int?]) {
        let kinds = headingKinds(in: lines, isInMarkup: isInMarkup)
        guard !kinds.isEmpty else { return }
        // A heading has text below it, or a line in the notation of a lower level; the last entry of a table of
        // contents has neither.
        var places: [OutlineMark.Kind: Int] = [:]
        for index in lines.indices {
            if case .candidate(let mark) = lines[index], places[mark.kind] == nil { places[mark.kind] = index }
        }
        var isHeading = [Bool](repeating: false, count: lines.count)
        for index in lines.indices.dropLast() {
            guard case .candidate(let mark) = lines[index], kinds.contains(mark.kind) else { continue }
            guard case .candidate(let next) = lines[index + 1], kinds.contains(next.kind) else {
                isHeading[index - lines.startIndex] = true
                continue
            }
            isHeading[index - lines.startIndex] = places[next.kind, default: 0] > places[mark.kind, default: 0]
        }
        var open: [OutlineMark.Kind] = []
        for index in lines.indices {
            guard case .candidate(let mark) = lines[index], isHeading[index - lines.startIndex] else { continue }
            if case .decimal(let depth) = mark.kind {
                // The depth of `2.3.1` says itself how deep it is.
                let above = open.prefix { if case .decimal = $0 { false } else { true } }
                open = Array(above) + (2...max(depth, 2)).map { .decimal($0) }
                levels[index] = above.count + (above.isEmpty ? depth : depth - 1)
                continue
            }
            if let place = open.firstIndex(of: mark.kind) {
                open.removeSubrange((place + 1)...)
            } else {
                open.append(mark.kind)
            }
            levels[index] = min(open.count, 8)
        }
    }

    /// Returns the notations whose lines are headings: most are followed by text, and they count from 1 upwards.
    private static func headingKinds(in lines: ArraySlice<Line>, isInMarkup: Bool) -> Set<OutlineMark.Kind> {
        var all: [OutlineMark.Kind: Int] = [:]
        var followed: [OutlineMark.Kind: Int] = [:]
        var ordered: [OutlineMark.Kind: Int] = [:]
        var last: [OutlineMark.Kind: Int] = [:]
        for index in lines.indices {
            guard case .candidate(let mark) = lines[index] else { continue }
            all[mark.kind, default: 0] += 1
            if index + 1 < lines.endIndex {
                let isFollowed =
                    if case .candidate(let next) = lines[index + 1] { next.kind != mark.kind } else { true }
                if isFollowed { followed[mark.kind, default: 0] += 1 }
            }
            if mark.number <= 1 || mark.number == (last[mark.kind] ?? 0) + 1 { ordered[mark.kind, default: 0] += 1 }
            last[mark.kind] = mark.number
        }
        return Set(
            all.compactMap { kind, count in
                if kind.isOfLists, isInMarkup || count < 2 { return nil }
                if case .clause = kind { return (followed[kind] ?? 0) * 2 > count ? kind : nil }
                let isOrdered = kind == .bracketedLine || kind == .chapter || (ordered[kind] ?? 0) * 2 > count
                return isOrdered && (followed[kind] ?? 0) * 2 > count ? kind : nil
            }
        )
    }
}
