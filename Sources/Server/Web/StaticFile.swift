import Foundation
import Ingestion

/// A file that is part of the program: a page, a script, a style sheet.
struct StaticFile: Sendable {
    let name: String
    let bytes: [UInt8]
    /// A text that changes with the content (RFC 9110, section 8.8.3).
    let tag: String

    init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        tag = "\"\(ContentHash.of(Data(bytes)).prefix(16))\""
    }

    /// The media type, by the end of the name.
    var type: String {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        case "yaml": "application/yaml; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
