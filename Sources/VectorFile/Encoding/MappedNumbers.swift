import Foundation

/// A collection of numbers in a mapped file.
struct MappedNumbers<Number: Sendable>: Sendable, RandomAccessCollection {
    private let bytes: Data
    private let start: Int
    let count: Int

    init(_ bytes: Data, _ range: Range<Int>) {
        self.bytes = bytes
        start = range.lowerBound
        count = range.count / MemoryLayout<Number>.stride
    }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(index: Int) -> Number {
        precondition(index >= 0 && index < count, "out of range")
        return bytes.withUnsafeBytes {
            $0.load(fromByteOffset: start + index * MemoryLayout<Number>.stride, as: Number.self)
        }
    }
}

extension MappedNumbers<Int64> {
    /// Returns the index of the first number not below `number`, searching from `index` on. The numbers must ascend.
    ///
    /// The search doubles its steps: a near number is found fast, a distant one in logarithmic time.
    func firstIndex(notBelow number: Int64, from index: Int) -> Int {
        var low = index
        var step = 1
        while low + step - 1 < count, self[low + step - 1] < number {
            low += step
            step *= 2
        }
        var high = Swift.min(low + step - 1, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
