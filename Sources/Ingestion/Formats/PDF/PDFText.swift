import Foundation
import OperatingSystem

/// The pages of a PDF as poppler's `pdftotext -bbox-layout` reports them.
///
/// poppler is under the GPL and its parser meets files of strangers, hence a child process: its licence does not reach the
/// program, and neither does a crash.
struct PDFText: Sendable {
    /// What the file's metadata calls the document.
    private(set) var title: String?
    /// In order; a page without text is there, too.
    private(set) var pages: [PDFPage] = []

    /// Throws `ReadingError` for what is no PDF, is damaged, encrypted or over a limit, and where `pdftotext` is missing.
    init(_ bytes: Data, tool: String?) throws(ReadingError) {
        // Readers accept some bytes in front of it (PDF 1.7, implementation note 13).
        guard bytes.prefix(1024).range(of: Data("%PDF-".utf8)) != nil else {
            throw ReadingError("is not what its name says: it is no PDF")
        }
        guard let tool else {
            throw ReadingError("is a PDF, and pdftotext is not here: install poppler-utils", kind: .needsTool)
        }
        let run: ToolRun
        do {
            run = try ToolRun(tool, ["-q", "-enc", "UTF-8", "-bbox-layout", "-", "-"], input: bytes)
        } catch {
            throw ReadingError("cannot be read: pdftotext does not start (\(error.localizedDescription))")
        }
        if let reason = Self.reason(run, bytes) { throw ReadingError(reason) }
        try parse(run.output)
    }

    /// What went wrong; nil where nothing did.
    private static func reason(_ run: ToolRun, _ bytes: Data) -> String? {
        switch run.end {
        // The exit codes of pdftotext(1).
        case .exited(0): nil
        case .exited(3): "does not permit that its text is copied"
        case .exited: bytes.range(of: Data("/Encrypt".utf8)) != nil ? "is protected by a password" : "is a damaged PDF"
        case .crashed: "is a damaged PDF: pdftotext crashed over it"
        case .tookTooLong: "takes pdftotext longer than a minute"
        case .wroteTooMuch: "holds more text than is read of one PDF"
        case .usedTooMuchMemory: "takes pdftotext more memory than it may have"
        case .cancelled: "was left when the work was stopped"
        }
    }

    private mutating func parse(_ output: Data) throws(ReadingError) {
        // Its document type is that of web pages, which nobody has to read.
        let start = output.range(of: Data("<html".utf8))?.lowerBound ?? output.startIndex
        var bytes = [UInt8](output[start...])
        Self.blankUnprintable(&bytes)
        // Page by page: the tree of a whole book would take many times its size.
        try XMLStream.read(bytes, part: "the report of pdftotext", elements: ["page", "title"]) { node in
            if node.name == "page" { pages.append(PDFPage(node)) } else { title = title ?? node.text }
        }
    }

    /// Puts blanks for what pdftotext lets through and XML 1.0, 2.2 does not: control characters, surrogates, U+FFFE and U+FFFF.
    private static func blankUnprintable(_ bytes: inout [UInt8]) {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte < 0x20, byte != .tab, byte != .lineFeed, byte != .carriageReturn { bytes[index] = .space }
            guard byte == 0xED || byte == 0xEF, index + 2 < bytes.count else { continue }
            let isSurrogate = byte == 0xED && bytes[index + 1] >= 0xA0
            let isNoncharacter = byte == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
            if isSurrogate || isNoncharacter { for step in 0...2 { bytes[index + step] = .space } }
        }
    }
}
