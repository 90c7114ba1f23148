import Foundation
import OperatingSystem
import RAGCore

/// Reads DOC, RTF, XLS and PPT, the formats before 2007, through LibreOffice, which converts them to the current ones.
///
/// LibreOffice runs as a child process with a profile of its own and without the program's environment. It is not
/// needed for anything else, so it is not installed by `scripts/setup`.
struct LegacyOfficeReader: DocumentReader {
    let fileExtensions: Set<String>
    let recipe: String
    private let converted: any DocumentReader
    private let tool: String?

    /// Creates a reader of the format `fileExtension`, which is converted to that of `converted`. `tool` is the path of
    /// LibreOffice; nil if it is not installed.
    init(_ fileExtension: String, as converted: any DocumentReader, tool: String? = LegacyOfficeReader.installedTool) {
        fileExtensions = [fileExtension]
        recipe = "\(fileExtension)/1 \(converted.recipe)"
        self.converted = converted
        self.tool = tool
    }

    /// Path of the LibreOffice that is installed, or nil.
    static let installedTool: String? = {
        let application = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
        let isApplication = FileManager.default.isExecutableFile(atPath: application)
        guard let found = ToolRun.path(of: "soffice") ?? (isApplication ? application : nil) else { return nil }
        // The program itself: a script around it would outlive a kill.
        let path = URL(filePath: found).resolvingSymlinksInPath().path
        return FileManager.default.isExecutableFile(atPath: path + ".bin") ? path + ".bin" : path
    }()

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        try converted.read(try convert(bytes), name: name)
    }

    private func convert(_ bytes: Data) throws(ReadingError) -> Data {
        let format = fileExtensions.first ?? ""
        guard let tool else {
            throw ReadingError(
                "is in the format \(format.uppercased()) from before 2007, which needs LibreOffice: install libreoffice, or save the document in the current format",
                kind: .needsTool
            )
        }
        guard !bytes.isEmpty else { throw ReadingError("is empty") }
        // LibreOffice would show anything else as a text of odd characters.
        guard Self.beginnings.contains(where: bytes.starts) else {
            throw ReadingError("does not match its file name: it is no document of that kind")
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "kefu-convert-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let target =
            converted.fileExtensions.contains("docx")
            ? "docx" : converted.fileExtensions.contains("xlsx") ? "xlsx" : "pptx"
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let input = folder.appending(path: "document.\(format)")
            try bytes.write(to: input)
            let arguments = [
                "--headless", "--norestore", "--nologo", "-env:UserInstallation=\(folder.appending(path: "profile"))",
                "--convert-to", target, "--outdir", folder.appending(path: "out").path, input.path,
            ]
            var run = try ToolRun(tool, arguments, input: Data(), limits: Self.limits)
            // With a new profile the program ends once so that it is started again.
            if run.end == .exited(code: Self.startAgain) {
                run = try ToolRun(tool, arguments, input: Data(), limits: Self.limits)
            }
            if let reason = Self.reason(run.end) { throw ReadingError(reason) }
            return try Data(contentsOf: folder.appending(path: "out/document.\(target)"))
        } catch let error as ReadingError {
            throw error
        } catch {
            throw ReadingError("cannot be converted by LibreOffice: it is damaged or protected by a password")
        }
    }

    /// First bytes of the formats that these file names stand for: OLE containers, RTF, the current formats, and the
    /// pages that programs export under such names.
    private static let beginnings = [
        Data([0xD0, 0xCF, 0x11, 0xE0]), Data("{\\rtf".utf8), Data("PK".utf8), Data("<".utf8),
        Data([0xEF, 0xBB, 0xBF, 0x3C]),
    ]

    private static let startAgain: Int32 = 81
    private static let limits = ToolRun.Limits(seconds: 180, memoryBytes: 2_000_000_000)

    private static func reason(_ end: ToolRun.End) -> String? {
        switch end {
        case .exited(0): nil
        case .exited: "cannot be converted by LibreOffice: it is damaged or protected by a password"
        case .crashed: "is damaged: LibreOffice crashed"
        case .tookTooLong, .usedTooMuchProcessorTime: "takes LibreOffice more than three minutes"
        case .wroteTooMuch, .usedTooMuchMemory: "needs more memory than LibreOffice may use"
        case .cancelled: "was not read because the work was stopped"
        }
    }
}
