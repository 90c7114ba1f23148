/// What a segment's file is called: a number that is never used again, so that who reads an old list of segments never
/// opens a new one by mistake.
struct SegmentName: Sendable, Hashable {
    static let suffix = ".segment"

    let number: UInt64

    var fileName: String { String(number, radix: 16) + Self.suffix }
}
