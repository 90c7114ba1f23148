/// One step of a pattern within a name.
enum GlobToken: Sendable, Hashable {
    /// `*`
    case anyRun
    /// `?`
    case any
    case one(Unicode.Scalar)
    case among([ClosedRange<Unicode.Scalar>], negated: Bool)

    func matches(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .anyRun, .any: true
        case .one(let expected): scalar == expected
        case .among(let ranges, let negated): ranges.contains { $0.contains(scalar) } != negated
        }
    }

    static func tokens(_ name: ArraySlice<Unicode.Scalar>, of text: String) throws(GlobError) -> [GlobToken] {
        var tokens: [GlobToken] = []
        var rest = name
        while let scalar = rest.popFirst() {
            switch scalar {
            case "*": if tokens.last != .anyRun { tokens.append(.anyRun) }
            case "?": tokens.append(.any)
            case "[":
                guard let set = set(&rest) else { throw GlobError(text, "has a [ that is never closed") }
                tokens.append(set)
            case "\\": tokens.append(.one(rest.popFirst() ?? "\\"))
            default: tokens.append(.one(scalar))
            }
        }
        return tokens
    }

    /// Takes `a-z]`, its `[` being taken; nil where it does not end. A `]` at its beginning stands for itself.
    private static func set(_ rest: inout ArraySlice<Unicode.Scalar>) -> GlobToken? {
        let negated = rest.first == "!" || rest.first == "^"
        if negated { rest.removeFirst() }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        var isFirst = true
        while let scalar = rest.popFirst() {
            if scalar == "]", !isFirst { return .among(ranges, negated: negated) }
            isFirst = false
            guard let lower = scalar == "\\" ? rest.popFirst() : scalar else { return nil }
            if rest.first == "-", let upper = rest.dropFirst().first, upper != "]" {
                rest.removeFirst(2)
                if lower <= upper { ranges.append(lower...upper) }
            } else {
                ranges.append(lower...lower)
            }
        }
        return nil
    }
}

/// Whether `pattern` fits all of `subject`, where a star fits any number of elements. Goes back to the last star alone, so
/// that no pattern takes longer than the product of the two lengths.
func wildcardMatch<Step, Element>(
    _ pattern: [Step],
    _ subject: [Element],
    isStar: (Step) -> Bool,
    matches: (Step, Element) -> Bool
) -> Bool {
    var step = 0
    var position = 0
    var star: (step: Int, position: Int)?
    while position < subject.count {
        if step < pattern.count, isStar(pattern[step]) {
            star = (step, position)
            step += 1
        } else if step < pattern.count, matches(pattern[step], subject[position]) {
            step += 1
            position += 1
        } else if let last = star {
            star = (last.step, last.position + 1)
            step = last.step + 1
            position = last.position + 1
        } else {
            return false
        }
    }
    return pattern[step...].allSatisfy(isStar)
}
