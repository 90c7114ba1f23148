import Foundation
import RAGCore

/// Reads a mail with its thread: what its writer wrote, quoted messages apart from it, and attached files through their
/// own readers. Addresses of people are not read.
struct MailReader: DocumentReader {
    let fileExtensions: Set<String> = ["eml"]
    let recipe: String
    /// Readers of attached files by file extension.
    private let attachments: [String: any DocumentReader]
    private let depth: Int

    /// Creates a reader; `attachments` read attached files. `depth` is the number of mails around this one.
    init(attachments: [any DocumentReader], depth: Int = 0) {
        self.attachments = attachments.reduce(into: [:]) { all, reader in
            for fileExtension in reader.fileExtensions { all[fileExtension] = reader }
        }
        self.depth = depth
        recipe = "mail/2 " + Set(attachments.map(\.recipe)).sorted().joined(separator: ",")
    }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        let mail = MailPart(bytes)
        guard mail.headers.text("from") != nil || mail.headers.text("subject") != nil else {
            throw ReadingError("does not match its file name: it is no mail")
        }
        let subject = Self.subject(mail.headers.text("subject") ?? "")
        var text = MailText(attachments: attachments, depth: depth)
        text.begin(mail.headers, subject: subject)
        text.read(mail)
        let source = SourceText(text.writer.text)
        return ReadDocument(
            title: subject.isEmpty ? name : subject,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: text.writer.blocks,
            notes: text.notes + text.writer.omissions.notes
        )
    }

    /// Returns a subject without `Re:`, `Fwd:` and their Chinese forms.
    private static func subject(_ text: String) -> String {
        var rest = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")[...]
        while let colon = rest.firstIndex(where: { ":：".contains($0) }) {
            let mark = rest[..<colon].lowercased().prefix { $0 != "[" }
            guard ["re", "fw", "fwd", "aw", "wg", "回复", "回覆", "答复", "转发", "轉寄"].contains(mark) else { break }
            rest = rest[rest.index(after: colon)...].trimmingBlanks()
        }
        return String(rest)
    }
}
