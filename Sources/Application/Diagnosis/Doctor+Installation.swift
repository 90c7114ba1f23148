import Foundation
import Ingestion
import OpenAIClient
import OperatingSystem
import SQLiteStore

extension Doctor {
    /// Examines the libraries and the programs that kefu runs.
    func installation() -> [Finding] {
        let libraries = "SQLite \(LibraryVersion.sqlite), libcurl \(HTTPClient.libraryVersion)"
        var findings: [Finding] = [.ok(.installation, "kefu \(StatusReport.version), \(libraries)")]
        for (tool, use, package) in Self.tools {
            findings.append(
                ToolRun.path(of: tool) == nil
                    ? .warning(.installation, "\(tool) is not installed: \(use) cannot be read", "Install \(package)")
                    : .ok(.installation, "\(tool) is installed")
            )
        }
        return findings
    }

    /// The programs that read documents, what they are needed for, and the Debian packages that hold them.
    private static let tools = [
        ("pdftotext", "PDF documents", "poppler-utils (scripts/setup does it)"),
        ("soffice", "documents of Word and Excel before 2007", "libreoffice, if there are such documents"),
        ("tesseract", "pictures of text", "tesseract-ocr, if there are such documents (scripts/setup --ocr)"),
    ]
}
