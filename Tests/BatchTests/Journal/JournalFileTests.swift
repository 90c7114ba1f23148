import Foundation
import Testing

@testable import Batch

@Suite struct JournalFileTests {
    private func withPath(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    private func key(_ name: String, kind: String = "row") -> JournalFile.Key {
        JournalFile.Key(kind: kind, name: name)
    }

    /// Returns the latest state and value of a key.
    private func line<Value: Decodable>(_ file: borrowing JournalFile, _ key: JournalFile.Key, as type: Value.Type)
        -> (state: String, value: Value?)?
    {
        guard let place = file.place(of: key) else { return nil }
        return (place.state, file.value(at: place, as: Value.self))
    }

    private func names(_ file: borrowing JournalFile, _ kind: String = "row") -> [String] {
        file.names(of: kind).sorted()
    }

    @Test("the latest line of a key counts, in memory and after opening the file again")
    func latest() throws {
        try withPath { path in
            func check(_ file: borrowing JournalFile) {
                let row = line(file, key("a"), as: [String].self)
                #expect(row?.state == "s2" && row?.value == ["new", "\n\t"])
                let reply = line(file, key("a", kind: "reply"), as: Int.self)
                #expect(reply?.state == "s" && reply?.value == 7)
                let wrong = line(file, key("a", kind: "reply"), as: [String].self)
                #expect(wrong?.state == "s" && wrong?.value == nil)
                #expect(line(file, key("b"), as: Int.self) == nil)
                #expect(names(file) == ["a"] && names(file, "none").isEmpty)
            }
            do {
                var file = try JournalFile(at: path, isFresh: false)
                try file.append(key("a"), state: "s1", ["old"])
                try file.append(key("a", kind: "reply"), state: "s", 7)
                try file.append(key("a"), state: "s2", ["new", "\n\t"])
                try file.sync()
                check(file)
            }
            check(try JournalFile(at: path, isFresh: false))
            let fresh = names(try JournalFile(at: path, isFresh: true))
            #expect(fresh.isEmpty)
        }
    }

    @Test("a file of another format and lines with missing fields hold nothing")
    func foreign() throws {
        try withPath { path in
            try Data("kefu batch/2\nrow\ta\ts\t1\n".utf8).write(to: URL(filePath: path))
            let other = names(try JournalFile(at: path, isFresh: false))
            #expect(other.isEmpty)
            #expect(try Data(contentsOf: URL(filePath: path)) == Data("kefu batch/1\n".utf8))
            try Data("kefu batch/1\nrow\ta\ts\nrow\tb\ts\t1\n".utf8).write(to: URL(filePath: path))
            let broken = names(try JournalFile(at: path, isFresh: false))
            #expect(broken == ["b"])
        }
    }

    @Test("the file is for the user alone")
    func permissions() throws {
        try withPath { path in
            _ = try JournalFile(at: path, isFresh: false)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test("lines longer than a piece of the file are read whole")
    func long() throws {
        try withPath { path in
            let text = String(repeating: "长", count: 500_000)
            do {
                var file = try JournalFile(at: path, isFresh: false)
                try file.append(key("a"), state: "s", text)
                try file.append(key("b"), state: "s", 2)
            }
            let file = try JournalFile(at: path, isFresh: false)
            let first = line(file, key("a"), as: String.self)?.value
            let second = line(file, key("b"), as: Int.self)?.value
            #expect(first == text && second == 2)
        }
    }
}
