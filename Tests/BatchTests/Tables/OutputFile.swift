import Foundation

/// A file to write, in a temporary folder that is deleted with it.
final class OutputFile {
    let form: String
    let url: URL
    private let folder: URL

    init(_ form: String) throws {
        self.form = form
        folder = FileManager.default.temporaryDirectory.appending(path: "kefu-answers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        url = folder.appending(path: "answers.\(form)")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func open() throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }
}
