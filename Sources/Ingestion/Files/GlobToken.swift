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

    /// Parses the rest of a set such as `a-z]` after its `[`; nil if it does not end. A `]` at the beginning stands for
    /// itself.
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
