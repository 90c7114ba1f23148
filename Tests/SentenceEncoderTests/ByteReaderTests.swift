import Foundation
import Testing

@testable import SentenceEncoder

@Suite("Byte reader")
struct ByteReaderTests {
    @Test("numbers are little-endian and follow one another")
    func numbers() throws {
        var reader = ByteReader(
            Data([0xFE, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0x34, 0x12, 0xFF])
                + Data([8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0xC0, 0x3F])
        )
        #expect(try reader.int32() == -2)
        #expect(try reader.uint32() == 0xFFFF_FFFE)
        #expect(try reader.uint16() == 0x1234)
        #expect(try reader.uint8() == 255)
        #expect(try reader.uint64() == 0x0102_0304_0506_0708)
        #expect(try reader.float() == 1.5)
        #expect(reader.position == 23)
        #expect(throws: ModelFileFault.truncated) { try reader.uint8() }
    }

    @Test("skipping says which bytes were passed, and never passes the end or goes back")
    func skipping() throws {
        var reader = ByteReader(Data(count: 10))
        #expect(try reader.skip(4) == 0..<4)
        #expect(try reader.skip(0) == 4..<4)
        #expect(throws: ModelFileFault.truncated) { try reader.skip(7) }
        #expect(throws: ModelFileFault.truncated) { try reader.skip(-1) }
        #expect(throws: ModelFileFault.truncated) { try reader.skip(.max) }
        #expect(try reader.skip(6) == 4..<10, "a step that failed moves nothing")
    }

    @Test("a number of which a byte is missing is refused", arguments: [1, 3, 7])
    func truncated(count: Int) {
        var reader = ByteReader(Data(count: count))
        #expect(throws: ModelFileFault.truncated) { try reader.uint64() }
        if count < 4 { #expect(throws: ModelFileFault.truncated) { try reader.float() } }
        if count < 2 { #expect(throws: ModelFileFault.truncated) { try reader.uint16() } }
    }

    @Test("a count of 64 bits that no Int holds is refused")
    func tooLarge() {
        var reader = ByteReader(Data(repeating: 0xFF, count: 8))
        #expect(throws: ModelFileFault.truncated) { try reader.uint64() }
    }
}
