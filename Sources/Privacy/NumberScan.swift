/// Finds phone, identity and card numbers, written in groups of digits.
struct NumberScan: Sendable {
    private(set) var findings: [PrivateDataScan.Finding] = []
    private let scalars: [Unicode.Scalar]

    /// A run of digits.
    private struct Group {
        let range: Range<Int>
        let digits: String
        /// The one to three separators before the group; nil if there is none or something else stands there.
        let separator: String?
    }

    /// The numbers of digits that a number may have.
    private static let lengths = 7...19
    /// The most groups of a number.
    private static let mostGroups = 7
    private static let separators: Set<Unicode.Scalar> = [" ", "-", ".", "(", ")", "·"]

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
        let groups = Self.groups(in: scalars)
        var first = 0
        while first < groups.count {
            var last = first
            while last + 1 < groups.count, last - first + 1 < Self.mostGroups, groups[last + 1].separator != nil {
                last += 1
            }
            // Try the longest run first and shorten it at its end: a date may stand directly before a telephone number.
            var end = last
            while end >= first, !add(groups[first...end]) { end -= 1 }
            first = max(first, end) + 1
        }
    }

    /// Adds the finding of `groups` and returns whether they are private data.
    private mutating func add(_ groups: ArraySlice<Group>) -> Bool {
        guard let finding = finding(in: groups) else { return false }
        findings.append(finding)
        return true
    }

    private static func groups(in scalars: [Unicode.Scalar]) -> [Group] {
        var groups: [Group] = []
        var position = 0
        while let start = scalars[position...].firstIndex(where: \.isASCIIDigit) {
            var digits = ""
            var end = start
            for index in start..<scalars.count {
                guard scalars[index].isASCIIDigit || scalars[index] == PrivateDataScan.nothing else { break }
                if scalars[index].isASCIIDigit {
                    digits.unicodeScalars.append(scalars[index])
                    end = index + 1
                }
            }
            let between = scalars[(groups.last?.range.upperBound ?? start)..<start].filter {
                $0 != PrivateDataScan.nothing
            }
            let isSeparator =
                !groups.isEmpty && (1...3).contains(between.count) && between.allSatisfy(separators.contains)
            groups.append(
                Group(
                    range: start..<end,
                    digits: digits,
                    separator: isSeparator ? String(String.UnicodeScalarView(between)) : nil
                )
            )
            position = end
        }
        return groups
    }

    private func finding(in groups: ArraySlice<Group>) -> PrivateDataScan.Finding? {
        let digits = groups.reduce(0) { $0 + $1.digits.utf8.count }
        guard let first = groups.first, let last = groups.last, Self.lengths.contains(digits) else { return nil }
        var range = first.range.lowerBound..<last.range.upperBound
        let lead = scalars[..<range.lowerBound].suffix(8).reversed().drop { $0 == "(" }
        let isSum = lead.dropFirst().first.map { $0.isASCIILetter || $0.isASCIIDigit || $0 == "+" } ?? false
        let hasPlus = lead.first == "+" && !isSum
        // The check digit of an identity card may be an X.
        let endsInX = range.upperBound < scalars.count && (scalars[range.upperBound].value | 0x20) == 0x78
        let context = NumberContext(
            before: scalars[..<range.lowerBound],
            after: scalars[(range.upperBound + (endsInX ? 1 : 0))...]
        )
        let number = WrittenNumber(
            groups: groups.map(\.digits),
            separators: groups.dropFirst().map { $0.separator ?? "" },
            hasPlus: hasPlus,
            endsInX: endsInX,
            context: context
        )
        guard let kind = number.kind else { return nil }
        if kind == .id, endsInX { range = range.lowerBound..<(range.upperBound + 1) }
        // Include a `+`, and a bracket that belongs to the number.
        while range.lowerBound > 0, scalars[range.lowerBound - 1] == "(" || scalars[range.lowerBound - 1] == "+" {
            let isClosed = scalars[range].contains(")") || scalars[range.lowerBound - 1] == "+"
            guard isClosed else { break }
            range = (range.lowerBound - 1)..<range.upperBound
        }
        return .init(kind: kind, range: range, key: number.key)
    }
}
