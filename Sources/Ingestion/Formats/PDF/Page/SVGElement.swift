/// A path or rectangle of an SVG that cairo wrote, one a line of the file.
struct SVGElement: Sendable {
    /// A part of a path between two moves, with its bounding box.
    struct Subpath: Sendable {
        let x: ClosedRange<Double>
        let y: ClosedRange<Double>
        let isCurved: Bool
        /// Whether all its parts are horizontal or vertical, or it is thinner than three points.
        let isStraight: Bool
        /// Whether it is a rectangle.
        let isBox: Bool
    }

    let isFilled: Bool
    private(set) var subpaths: [Subpath] = []

    /// Returns nil for another element, for letters and clips, which have no colour, and for white areas.
    init?(_ line: Substring.UTF8View) {
        let isPath = line.starts(with: "<path ".utf8)
        guard isPath || line.starts(with: "<rect ".utf8) else { return nil }
        // The colours come first; the data of a path may be long.
        let head = Array(line.prefix(260))
        // `style="fill:none;stroke:rgb(…)"` up to cairo 1.16, `fill="none" stroke="rgb(…)"` later.
        let strokes = head.firstRange(of: Array("stroke:rgb(".utf8)) ?? head.firstRange(of: Array("stroke=\"rgb(".utf8))
        let fills = head.firstRange(of: Array("fill:rgb(".utf8)) ?? head.firstRange(of: Array("fill=\"rgb(".utf8))
        guard strokes != nil || fills != nil else { return nil }
        isFilled = strokes == nil
        if isFilled, let fills {
            let colour = head[fills.upperBound...].filter { $0 != .space }
            if colour.starts(with: "100%,100%,100%".utf8) { return nil }
        }
        let bytes = Array(line)
        let matrix = Self.matrix(in: bytes)
        if isPath {
            guard let data = Self.value(of: " d=\"", in: bytes) else { return nil }
            read(data, matrix)
        } else {
            let sides = [" x=\"", " y=\"", " width=\"", " height=\""].map { name in
                Self.value(of: name, in: bytes).flatMap { Self.numbers(in: $0).first } ?? 0
            }
            let corners = [(0, 0), (sides[2], 0), (sides[2], sides[3]), (0, sides[3]), (0, 0)]
            close(corners.map { Self.apply(matrix, sides[0] + $0.0, sides[1] + $0.1) }, isCurved: false)
        }
    }

    /// Most points of a path; a longer one is a picture.
    private static let mostPoints = 20_000

    private mutating func read(_ data: ArraySlice<UInt8>, _ matrix: [Double]) {
        var points: [(Double, Double)] = []
        var isCurved = false
        var numbers: [Double] = []
        var total = 0
        func flush() {
            if numbers.count >= 2 {
                points.append(Self.apply(matrix, numbers[numbers.count - 2], numbers[numbers.count - 1]))
            }
            numbers = []
            total += 1
        }
        var index = data.startIndex
        while index < data.endIndex, total < Self.mostPoints {
            switch data[index] {
            case UInt8(ascii: "M"):
                flush()
                close(points, isCurved: isCurved)
                (points, isCurved) = ([], false)
            case UInt8(ascii: "L"): flush()
            case UInt8(ascii: "C"):
                flush()
                isCurved = true
            case UInt8(ascii: "Z"):
                flush()
                if let first = points.first { points.append(first) }
            default:
                if let (number, end) = Self.number(at: index, in: data) {
                    numbers.append(number)
                    index = end
                    continue
                }
            }
            index += 1
        }
        flush()
        close(points, isCurved: isCurved)
    }

    private mutating func close(_ points: [(Double, Double)], isCurved: Bool) {
        guard points.count > 1 else { return }
        let (xs, ys) = (points.map(\.0), points.map(\.1))
        guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max(),
            [left, right, top, bottom].allSatisfy({ abs($0) < 1_000_000 })
        else { return }
        let isAligned = zip(points, points.dropFirst()).allSatisfy {
            abs($0.0 - $1.0) < 0.3 || abs($0.1 - $1.1) < 0.3
        }
        let isThin = min(right - left, bottom - top) < 3
        let subpath = Subpath(
            x: left...right,
            y: top...bottom,
            isCurved: isCurved,
            isStraight: isAligned || isThin,
            isBox: isAligned && (4...6).contains(points.count)
        )
        subpaths.append(subpath)
    }

    // MARK: Attributes

    private static func value(of name: String, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
        guard let start = bytes.firstRange(of: Array(name.utf8))?.upperBound else { return nil }
        let rest = bytes[start...]
        return rest[..<(rest.firstIndex(of: UInt8(ascii: "\"")) ?? rest.endIndex)]
    }

    private static func matrix(in bytes: [UInt8]) -> [Double] {
        let numbers = value(of: "transform=\"matrix(", in: bytes).map(numbers) ?? []
        return numbers.count == 6 ? numbers : [1, 0, 0, 1, 0, 0]
    }

    private static func apply(_ m: [Double], _ x: Double, _ y: Double) -> (Double, Double) {
        (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
    }

    private static func numbers(in data: ArraySlice<UInt8>) -> [Double] {
        var result: [Double] = []
        var index = data.startIndex
        while index < data.endIndex, result.count < 10 {
            if let (number, end) = number(at: index, in: data) {
                result.append(number)
                index = end
            } else {
                index += 1
            }
        }
        return result
    }

    /// Returns the decimal number that begins at `index`, and its end.
    private static func number(at index: Int, in data: ArraySlice<UInt8>) -> (Double, Int)? {
        var index = index
        let isNegative = data[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        var value = 0.0
        var scale = 0.0
        var digits = 0
        while index < data.endIndex {
            let byte = data[index]
            if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                digits += 1
                if scale == 0 {
                    value = value * 10 + Double(byte - UInt8(ascii: "0"))
                } else {
                    value += Double(byte - UInt8(ascii: "0")) * scale
                    scale /= 10
                }
            } else if byte == UInt8(ascii: "."), scale == 0 {
                scale = 0.1
            } else {
                break
            }
            index += 1
        }
        return digits > 0 ? (isNegative ? -value : value, index) : nil
    }
}
