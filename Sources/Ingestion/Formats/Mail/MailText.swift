import Foundation
import RAGCore

/// Converts a mail to blocks.
struct MailText {
    private(set) var writer = BlockWriter()
    /// Attachments that were left out.
    private(set) var notes: [String] = []
    private let attachments: [String: any DocumentReader]
    private let depth: Int
    /// Most mails inside mails.
    private static let deepest = 3

    init(attachments: [String: any DocumentReader], depth: Int) {
        self.attachments = attachments
        self.depth = depth
    }

    /// Writes the subject, and the name of the writer with the date.
    mutating func begin(_ headers: MailHeaders, subject: String) {
        writer.write(heading: subject, level: 1)
        let name = headers.text("from").map { $0.prefix { $0 != "<" }.filter { $0 != "\"" } }.map {
            $0[...].trimmingBlanks()
        }
        let date = headers.text("date").flatMap(Self.day)
        let line = [name.flatMap { $0.contains("@") || $0.isEmpty ? nil : String($0) }, date].compactMap { $0 }
        writer.write(line.joined(separator: ", "))
    }

    /// Reads a part with those inside it.
    mutating func read(_ part: MailPart) {
        if part.isAttachment { return attach(part) }
        switch part.type {
        case "multipart/alternative":
            if let best = Self.best(of: part.parts) { read(best) }
        case _ where !part.parts.isEmpty:
            for inner in part.parts { read(inner) }
        case "text/html":
            do {
                let page = try HTMLReader().read(Data(part.text.utf8), name: "")
                append(page, below: 1)
                notes += page.notes
            } catch {
                notes.append("its page was left out: it \(error.reason)")
            }
        // Parts whose boundary is missing or nested too deep are read as one text.
        case _ where part.type.hasPrefix("multipart/"): read(plain: part)
        case _ where part.type.hasPrefix("text/") && part.type != "text/calendar": read(plain: part)
        default: attach(part)
        }
    }

    /// Returns the form of a text to read: the page if it has tables, which plain text loses; else the plain text,
    /// which marks what is quoted.
    private static func best(of parts: [MailPart]) -> MailPart? {
        let plain = parts.first { $0.type == "text/plain" && $0.text.contains(where: \.isLetter) }
        let rich = parts.last { $0.type == "text/html" || $0.type.hasPrefix("multipart/") }
        guard let plain else { return rich ?? parts.last }
        guard let rich else { return plain }
        return rich.page.map { $0.range(of: "<th", options: .caseInsensitive) != nil } == true ? rich : plain
    }

    private mutating func read(plain part: MailPart) {
        var text = part.text.replacing("\r\n", with: "\n")
        if part.headers.parameter("format", of: "content-type")?.lowercased() == "flowed" { text = Self.unfolded(text) }
        let thread = MailThread(text)
        if thread.hasSignature { notes.append("the signature was left out") }
        for message in thread.messages {
            if let heading = message.heading {
                writer.write(heading: heading.isEmpty ? "Quoted text" : Self.withoutAddress(heading), level: 2)
            }
            append(TextReader.read(SourceText(message.text), name: ""), below: 2)
        }
    }

    /// Reads an attached file, or notes why it is not read.
    private mutating func attach(_ part: MailPart) {
        let name = part.fileName ?? (part.type == "message/rfc822" ? "mail.eml" : "a part of type \(part.type)")
        // Pictures inside the text are signatures and logos.
        if part.headers.value("content-disposition") != "attachment", part.type.hasPrefix("image/") { return }
        let path = part.type == "message/rfc822" ? "mail.eml" : name
        let fileExtension = (path as NSString).pathExtension.lowercased()
        let reader: (any DocumentReader)? =
            if fileExtension != "eml" {
                attachments[fileExtension]
            } else if depth < Self.deepest {
                MailReader(attachments: Array(attachments.values), depth: depth + 1)
            } else {
                nil
            }
        guard let reader else {
            return notes.append("the attachment \(name) was left out: its format is not supported")
        }
        do {
            let document = try reader.read(part.body, name: (name as NSString).deletingPathExtension)
            writer.write(heading: name, level: 1)
            append(document, below: 1)
            notes += document.notes.map { "\($0), in the attachment \(name)" }
        } catch {
            notes.append("the attachment \(name) \(error.reason)")
        }
    }

    /// Appends another document whose headings go below `level`.
    private mutating func append(_ document: ReadDocument, below level: Int) {
        for block in document.blocks {
            let text = block.text ?? String(document.source[block.range])
            switch block.kind {
            case .heading(let inner, let title):
                if MailThread.opensQuote(title) || level == 1 || inner > 1 {
                    writer.write(heading: Self.withoutAddress(title), level: level + inner)
                } else {
                    // The first line of a mail is no title.
                    writer.write(text)
                }
            case .prose where MailThread.opensQuote(text):
                writer.write(heading: Self.withoutAddress(text), level: 2)
            case .prose where MailThread.headers(in: text.split(separator: "\n")[...]) != nil:
                let lines = text.split(separator: "\n")
                guard let found = MailThread.headers(in: lines[...]) else { continue }
                writer.write(heading: Self.withoutAddress(found.heading), level: 2)
                writer.write(lines.dropFirst(found.count).joined(separator: "\n"))
            case .prose: writer.write(text, isItem: Self.isItem(text))
            case .code: writer.write(text, .code)
            case .table(let end):
                writer.write(text, headerBytes: min(max(end - block.range.lowerBound, 0), text.utf8.count))
            case .record: writer.write(text, block.kind, validity: block.validity)
            }
        }
    }

    /// Returns the line above a quoted message without the address of its writer: `Bob wrote:`.
    private static func withoutAddress(_ line: String) -> String {
        var kept = ""
        var rest = line[...]
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let isAddress = rest[open...close].contains("@")
            kept += isAddress ? rest[..<open] : rest[...close]
            if isAddress, kept.last == " " { kept.removeLast() }
            rest = rest[rest.index(after: close)...]
        }
        return kept + rest
    }

    private static func isItem(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            bytes.hasListMarker(at: bytes.skippingBlanks(from: 0, to: bytes.count), limit: bytes.count)
        }
    }

    /// Joins the lines that end with a space (RFC 3676).
    private static func unfolded(_ text: String) -> String {
        var result = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isSoft = line.last == " " && line != "-- "
            result += line
            if !isSoft { result += "\n" }
        }
        return result
    }

    /// Returns the day of a `Date` field (RFC 5322, 3.3) in ISO form.
    private static func day(_ field: String) -> String? {
        let words = field.split { $0 == " " || $0 == "," }
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        guard let place = words.firstIndex(where: { months.contains($0.lowercased()) }), place > 0,
            place + 1 < words.count, let day = Int(words[place - 1]), let year = Int(words[place + 1]),
            let month = months.firstIndex(of: words[place].lowercased())
        else { return nil }
        return Validity.day("\(year)-\(month + 1)-\(day)")
    }
}

extension MailPart {
    /// Text of the page, also of one whose pictures are parts beside it.
    fileprivate var page: String? {
        type == "text/html" ? text : parts.lazy.compactMap(\.page).first
    }
}
