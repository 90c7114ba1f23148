extension NumberToken {
    /// Whether it is a part of a date or a time.
    var isDate: Bool { if case .field = self { true } else { false } }

    /// Whether it is hours, also elapsed ones.
    fileprivate var isHour: Bool {
        switch self {
        case .field(.hour), .field(.elapsed(unit: UInt8(ascii: "h"), width: _)): true
        default: false
        }
    }

    fileprivate var isSecond: Bool {
        switch self {
        case .field(.second), .field(.elapsed(unit: UInt8(ascii: "s"), width: _)): true
        default: false
        }
    }
}

extension [NumberToken] {
    /// Turns months after hours or before seconds into minutes, which have the same letter.
    mutating func findMinutes() {
        let fields = indices.filter { self[$0].isDate }
        for (place, index) in fields.enumerated() {
            guard case .field(.month(let width)) = self[index], width <= 2 else { continue }
            let isMinute =
                place > 0 && self[fields[place - 1]].isHour
                || place + 1 < fields.count && self[fields[place + 1]].isSecond
            if isMinute { self[index] = .field(.minute(width)) }
        }
    }
}
