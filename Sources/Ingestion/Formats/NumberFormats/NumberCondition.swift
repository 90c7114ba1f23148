/// The condition of a section of a number format, such as `[>=1000]`.
struct NumberCondition: Sendable, Hashable {
    enum Comparison: String, Sendable, Hashable {
        case equal = "="
        case notEqual = "<>"
        case less = "<"
        case notGreater = "<="
        case greater = ">"
        case notLess = ">="
    }

    private let comparison: Comparison
    private let limit: Double

    init(_ comparison: Comparison, _ limit: Double) {
        self.comparison = comparison
        self.limit = limit
    }

    /// Parses the text between the brackets; nil if it is something else.
    init?(_ text: Substring) {
        let sign = text.prefix { "<>=".contains($0) }
        guard let comparison = Comparison(rawValue: String(sign)), let limit = Double(text.dropFirst(sign.count)) else {
            return nil
        }
        self.init(comparison, limit)
    }

    func includes(_ value: Double) -> Bool {
        switch comparison {
        case .equal: value == limit
        case .notEqual: value != limit
        case .less: value < limit
        case .notGreater: value <= limit
        case .greater: value > limit
        case .notLess: value >= limit
        }
    }

    /// Whether it includes negative numbers only.
    var onlyNegative: Bool {
        switch comparison {
        case .less: limit <= 0
        case .notGreater, .equal: limit < 0
        case .notEqual, .greater, .notLess: false
        }
    }
}
