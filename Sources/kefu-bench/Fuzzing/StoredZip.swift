import Foundation

/// A ZIP file with uncompressed parts, which can be changed (APPNOTE.TXT 4.3).
struct StoredZip {
    struct Part {
        let name: String
        var bytes: Data
    }

    var parts: [Part] = []

    /// Reads a ZIP file; nil if `data` is no ZIP file or a part is compressed.
    init?(_ data: Data) {
        let bytes = [UInt8](data)
        func number(_ count: Int, at offset: Int) -> Int {
            bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        var offset = 0
        while offset + 30 <= bytes.count, number(4, at: offset) == 0x0403_4B50 {
            let size = number(4, at: offset + 18)
            let name = offset + 30
            let start = name + number(2, at: offset + 26) + number(2, at: offset + 28)
            guard number(2, at: offset + 8) == 0, number(2, at: offset + 6) & 8 == 0, start + size <= bytes.count else {
                return nil
            }
            let nameBytes = bytes[name..<name + number(2, at: offset + 26)]
            parts.append(
                Part(name: String(decoding: nameBytes, as: UTF8.self), bytes: Data(bytes[start..<start + size]))
            )
            offset = start + size
        }
        guard !parts.isEmpty else { return nil }
    }

    /// The bytes of the ZIP file, with correct lengths and checksums.
    var data: Data {
        var file = Data()
        var directory = Data()
        for part in parts {
            let name = Data(part.name.utf8)
            var entry = Data()
            entry.append(little: 20, 2)
            entry.append(little: 0, 8)
            entry.append(little: Self.checksum(of: part.bytes), 4)
            entry.append(little: part.bytes.count, 4)
            entry.append(little: part.bytes.count, 4)
            entry.append(little: name.count, 2)
            entry.append(little: 0, 2)
            directory.append(little: 0x0201_4B50, 4)
            directory.append(little: 20, 2)
            directory.append(entry)
            directory.append(little: 0, 10)
            directory.append(little: file.count, 4)
            directory.append(name)
            file.append(little: 0x0403_4B50, 4)
            file.append(entry)
            file.append(name)
            file.append(part.bytes)
        }
        let start = file.count
        file.append(directory)
        file.append(little: 0x0605_4B50, 4)
        file.append(little: 0, 4)
        file.append(little: parts.count, 2)
        file.append(little: parts.count, 2)
        file.append(little: directory.count, 4)
        file.append(little: start, 4)
        file.append(little: 0, 2)
        return file
    }

    /// Returns the ZIP file at `file` with uncompressed parts, rewritten by Python; nil if that fails.
    static func unpacking(_ file: URL) -> Data? {
        let script = """
            import sys, zipfile
            old, new = zipfile.ZipFile(sys.argv[1]), zipfile.ZipFile(sys.argv[2], "w")
            for part in old.infolist(): new.writestr(zipfile.ZipInfo(part.filename), old.read(part))
            new.close()
            """
        guard (try? Data(contentsOf: file))?.starts(with: [0x50, 0x4B]) == true else { return nil }
        let copy = FileManager.default.temporaryDirectory.appending(path: "kefu-fuzz-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: copy) }
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-c", script, file.path(), copy.path()]
        guard (try? python.run()) != nil else { return nil }
        python.waitUntilExit()
        return python.terminationStatus == 0 ? try? Data(contentsOf: copy) : nil
    }

    /// Returns the CRC-32 of `data` (ISO 3309).
    private static func checksum(of data: Data) -> Int {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in data {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return Int(~sum)
    }
}

extension Data {
    /// Appends a number of `count` bytes, least significant byte first.
    fileprivate mutating func append(little value: Int, _ count: Int) {
        for place in 0..<count { append(UInt8(truncatingIfNeeded: place < 8 ? value >> (place * 8) : 0)) }
    }
}
