/// The first page of a segment file.
struct SegmentHeader: Equatable {
    static let magic: UInt64 = 0x3147_4553_5546_454B  // "KEFUSEG1"

    let layout: SegmentLayout
    /// The largest distance of a vector from the centre.
    let radius: Float
    /// The checksum of everything after the first page.
    let content: Checksum

    /// Reads a header. Returns nil if the bytes are no header, have another version or do not match their checksum.
    init?(_ bytes: UnsafeRawBufferPointer) {
        var reader = NumberReader(bytes)
        guard reader.next(UInt64.self) == Self.magic, let dimensions = reader.next(UInt32.self),
            let radius = reader.next(UInt32.self), let count = reader.next(UInt64.self),
            let content = reader.next(UInt64.self), reader.endsWithChecksum(),
            let layout = SegmentLayout(dimensions: Int(dimensions), count: Int(clamping: count))
        else { return nil }
        self.layout = layout
        self.radius = Float(bitPattern: radius)
        self.content = Checksum(content)
    }

    init(layout: SegmentLayout, radius: Float, content: Checksum) {
        self.layout = layout
        self.radius = radius
        self.content = content
    }

    var bytes: [UInt8] {
        var writer = NumberWriter()
        writer.append(Self.magic)
        writer.append(UInt32(layout.dimensions))
        writer.append(radius.bitPattern)
        writer.append(UInt64(layout.count))
        writer.append(content.value)
        writer.appendChecksum()
        return writer.bytes
    }
}
