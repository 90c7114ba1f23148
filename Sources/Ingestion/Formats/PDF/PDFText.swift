import Foundation
import OperatingSystem

/// The pages of a PDF as poppler's `pdftotext -bbox-layout` reports them.
///
/// poppler runs as a child process, because it is under the GPL and parses files from strangers: neither its licence
/// nor a crash affects this program.
struct PDFText: Sendable {
    /// Title in the file's metadata.
    private(set) var title: String?
    /// Pages in order, including those without text.
    private(set) var pages: [PDFPage] = []

    /// Runs `tool`. Throws `ReadingError` if the bytes are not a PDF, are damaged, encrypted or over a limit, or if
    /// `tool` is nil.
    init(_ bytes: Data, tool: String?) throws(ReadingError) {
        // Readers accept some bytes before the header (PDF 1.7, implementation note 13).
        guard bytes.prefix(1024).range(of: Data("%PDF-".utf8)) != nil else {
            throw ReadingError("does not match its file name: it is not a PDF")
        }
        guard let tool else {
            throw ReadingError("is a PDF, which needs pdftotext: install poppler-utils", kind: .needsTool)
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

    /// Returns the reason why the run failed, or nil if it succeeded.
    private static func reason(_ run: ToolRun, _ bytes: Data) -> String? {
        switch run.end {
        // Exit codes of pdftotext(1).
        case .exited(0): nil
        case .exited(3): "does not allow copying its text"
        case .exited: bytes.range(of: Data("/Encrypt".utf8)) != nil ? "is protected by a password" : "is a damaged PDF"
        case .crashed: "is a damaged PDF: pdftotext crashed"
        case .tookTooLong, .usedTooMuchProcessorTime: "takes pdftotext more than a minute"
        case .wroteTooMuch: "contains more text than the limit for one PDF"
        case .usedTooMuchMemory: "needs more memory than pdftotext may use"
        case .cancelled: "was not read because the work was stopped"
        }
    }

    private mutating func parse(_ output: Data) throws(ReadingError) {
        // The document type of web pages need not be read.
        let start = output.range(of: Data("<html".utf8))?.lowerBound ?? output.startIndex
        var bytes = [UInt8](output[start...])
        Self.blankUnprintable(&bytes)
        // Page by page, because the tree of a whole book would take many times its size.
        try XMLStream.read(bytes, part: "the report of pdftotext", elements: ["page", "title"]) { node in
            if node.name == "page" { pages.append(PDFPage(node)) } else { title = title ?? node.text }
        }
    }

    /// Replaces characters that pdftotext prints and XML 1.0, 2.2 forbids: control characters, surrogates, U+FFFE and
    /// U+FFFF.
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
