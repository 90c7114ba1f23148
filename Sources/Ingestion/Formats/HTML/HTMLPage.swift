import CHTML
import Lexicon

/// A parsed page. Owns libxml2's document.
struct HTMLPage: ~Copyable {
    private let document: UnsafeMutablePointer<xmlDoc>

    init(_ markup: String) throws(ReadingError) {
        Self.prepareLibrary
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue
        var markup = MarkupLimits.bounded(markup)
        let document = markup.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                htmlReadMemory($0.baseAddress, Int32(clamping: $0.count), nil, "UTF-8", Int32(options))
            }
        }
        guard let document else { throw ReadingError("contains no HTML") }
        let depth = HTMLNode(xmlDocGetRootElement(document))?.depth ?? 0
        guard depth <= Self.deepest else {
            xmlFreeDoc(document)
            throw ReadingError("nests its elements \(depth) levels deep; the limit is \(Self.deepest)")
        }
        self.document = document
    }

    /// Most levels of nested elements; the walk over a page is recursive. Browsers stop at 512.
    private static let deepest = 256

    deinit { xmlFreeDoc(document) }

    /// The text of `<title>`, or nil if it is empty.
    var title: String? {
        first("title").flatMap { title in
            let text = HTMLNode(title).text.collapsingWhitespace()
            return text.isEmpty ? nil : text
        }
    }

    /// The `lang` attribute of `<html>`.
    var language: String? {
        first("html").flatMap { HTMLNode($0)["lang"] ?? HTMLNode($0)["xml:lang"] }
    }

    /// The encoding that a `<meta>` element declares.
    var declaredEncoding: String? {
        var found: String?
        HTMLNode(xmlDocGetRootElement(document))?.visit { node in
            guard found == nil, node.name == "meta" else { return found == nil }
            let type = node["content"]?.lowercased().split(separator: ";").map { $0[...].trimmingBlanks() }
            let charset = type?.first { $0.hasPrefix("charset=") }?.dropFirst("charset=".count)
            found = node["charset"] ?? charset.map(String.init)
            return true
        }
        return found
    }

    /// Names, in lower case, and contents of the `<meta name>` elements.
    var metas: [(name: String, content: String)] {
        var metas: [(name: String, content: String)] = []
        HTMLNode(xmlDocGetRootElement(document))?.visit { node in
            if node.name == "meta", let name = node["name"], let content = node["content"] {
                metas.append((name.lowercased(), content))
            }
            return true
        }
        return metas
    }

    /// The contents of the scripts of `type`, or of all scripts.
    func scripts(ofType type: String? = nil) -> [String] {
        var scripts: [String] = []
        HTMLNode(xmlDocGetRootElement(document))?.visit { node in
            if node.name == "script", type == nil || node["type"]?.lowercased() == type { scripts.append(node.text) }
            return true
        }
        return scripts
    }

    /// The `<meta>` element that says the page is not published yet; nil if there is none.
    var draft: String? {
        metas.first { meta in
            let value = meta.content.lowercased()
            return meta.name == "draft" && ["true", "yes", "1"].contains(value)
                || meta.name == "published" && ["false", "no", "0"].contains(value)
                || meta.name == "status" && ["draft", "unpublished", "草稿"].contains(value)
        }.map { "\($0.name): \($0.content)" }
    }

    /// Appends the content of the page to `output`, and counts what is left out. A piece of another
    /// document has no site around it; `fragmentBelow` is the level of the heading above it.
    borrowing func read(into output: inout HTMLOutput, _ omissions: inout Omissions, fragmentBelow level: Int? = nil) {
        guard let root = HTMLNode(xmlDocGetRootElement(document)) else { return }
        let evidence = HTMLEvidence(of: root, isFragment: level != nil)
        var extraction = HTMLExtraction(evidence, output: output, omissions: omissions)
        extraction.level = level ?? 0
        extraction.read(level == nil ? evidence.content(of: root) : root)
        extraction.flush()
        output = extraction.output
        omissions = extraction.omissions
    }

    private func first(_ name: String) -> UnsafeMutablePointer<xmlNode>? {
        var found: UnsafeMutablePointer<xmlNode>?
        HTMLNode(xmlDocGetRootElement(document))?.visit { node in
            if found == nil, node.name == name { found = node.pointer }
            return found == nil
        }
        return found
    }

    /// libxml2 must be initialised once before several threads use it.
    private static let prepareLibrary: Void = xmlInitParser()
}
