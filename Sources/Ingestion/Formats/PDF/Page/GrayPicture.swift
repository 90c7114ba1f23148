/// A picture in shades of grey, one byte a pixel.
struct GrayPicture: Sendable {
    let width: Int
    let height: Int
    private let pixels: [UInt8]

    /// Reads the pictures of a stream of binary PGM files, such as `pdftoppm -gray` writes one for each page. A picture
    /// that is cut off ends them.
    static func pictures(pgm bytes: [UInt8]) -> [GrayPicture] {
        var pictures: [GrayPicture] = []
        var offset = 0
        while let picture = GrayPicture(bytes, at: &offset) { pictures.append(picture) }
        return pictures
    }

    /// Reads `P5`, width, height and the value of white, each after one blank, and the rows from the top.
    private init?(_ bytes: [UInt8], at offset: inout Int) {
        guard bytes[offset...].starts(with: "P5".utf8) else { return nil }
        offset += 2
        let sizes = (0..<3).map { _ in
            offset += 1
            var number = 0
            while offset < bytes.count, (0x30...0x39).contains(bytes[offset]), number < 1_000_000 {
                number = number * 10 + Int(bytes[offset] & 0x0F)
                offset += 1
            }
            return number
        }
        let (start, end) = (offset + 1, offset + 1 + sizes[0] * sizes[1])
        guard sizes[0] > 0, sizes[1] > 0, sizes[2] == 255, end <= bytes.count else { return nil }
        (width, height, pixels) = (sizes[0], sizes[1], Array(bytes[start..<end]))
        offset = end
    }

    /// Returns the difference between the lightest and the darkest pixel of an area; 0 if it is outside the picture.
    func contrast(x: Range<Int>, y: Range<Int>) -> UInt8 {
        let (x, y) = (x.clamped(to: 0..<width), y.clamped(to: 0..<height))
        var (darkest, lightest) = (UInt8.max, UInt8.min)
        for row in y {
            for pixel in pixels[row * width + x.lowerBound..<row * width + x.upperBound] {
                (darkest, lightest) = (min(darkest, pixel), max(lightest, pixel))
            }
        }
        return darkest <= lightest ? lightest - darkest : 0
    }
}
