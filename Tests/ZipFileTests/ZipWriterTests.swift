import Foundation
import Testing

@testable import ZipFile

@Suite("Writing ZIP files")
struct ZipWriterTests {
    @Test("texts and files come out as they went in, whatever their names and sizes")
    func roundTrip() throws {
        try withTemporaryFolder { folder in
            let large = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            let source = folder.appending(path: "来源.bin")
            try large.write(to: source)
            let file = folder.appending(path: "out.zip")
            try ZipWriter.write(
                [
                    ("[Content_Types].xml", .text("<Types/>")), ("empty", .text("")), ("文件夹/问题.txt", .text("退货 😀")),
                    ("large", .file(source.path)),
                ],
                to: file.path
            )
            var reader = try ZipReader(Data(contentsOf: file))
            #expect(try reader.part("[Content_Types].xml") == Data("<Types/>".utf8))
            #expect(try reader.part("empty") == Data())
            #expect(try reader.part("文件夹/问题.txt") == Data("退货 😀".utf8))
            #expect(try reader.part("large") == large)
        }
    }

    @Test("parts are packed")
    func packed() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "out.zip")
            try ZipWriter.write([("a", .text(String(repeating: "客服 ", count: 10_000)))], to: file.path)
            #expect(try Data(contentsOf: file).count < 2000)
        }
    }

    @Test("a file that was there is replaced, whatever it was")
    func replacing() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "out.zip")
            try ZipWriter.write([("old", .text("1"))], to: file.path)
            try ZipWriter.write([("new", .text("2"))], to: file.path)
            var reader = try ZipReader(Data(contentsOf: file))
            #expect(try reader.part("old") == nil)
            #expect(try reader.part("new") == Data("2".utf8))
        }
    }

    @Test("a folder that is not there, and a part that is not there, are errors with the reason of the system")
    func errors() throws {
        try withTemporaryFolder { folder in
            let parts: [(name: String, content: ZipWriter.Content)] = [("a", .file(folder.path + "/missing"))]
            for (path, parts) in [(folder.path + "/nowhere/out.zip", []), (folder.path + "/out.zip", parts)] {
                let error = #expect(throws: ZipError.self) {
                    try ZipWriter.write(parts + [("b", .text("x"))], to: path)
                }
                #expect(error?.reason.hasPrefix("cannot be written: ") == true)
                #expect(error?.reason.contains("No such file or directory") == true)
                #expect(!FileManager.default.fileExists(atPath: path), "no half of a file stays")
            }
        }
    }

    @Test("two parts of one name are an error")
    func sameName() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending(path: "out.zip").path
            let error = #expect(throws: ZipError.self) {
                try ZipWriter.write([("a", .text("1")), ("a", .text("2"))], to: path)
            }
            #expect(error?.reason == "cannot be written: File already exists")
        }
    }
}
