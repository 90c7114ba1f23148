/// The file name of a segment: a random number that is never used again.
///
/// A reader with an old list of segments therefore never opens a new one by mistake.
struct SegmentName: Sendable, Hashable {
    static let suffix = ".segment"

    let number: UInt64

    var fileName: String { String(number, radix: 16) + Self.suffix }
}
