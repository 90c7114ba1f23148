import Foundation
import Testing

@testable import RAGCore

@Suite struct HTMLPageTests {
    private func page(language: String? = nil, data: [String] = []) throws -> HTMLPage {
        try HTMLPage(language: language, style: Array("p {}\n".utf8), scripts: [Array("go();\n".utf8)], data: data)
    }

    @Test("nothing in the data can end its script element, and it reads back as it was")
    func data() throws {
        let words = ["</script><script>", "<!-- & -->", "\u{2028}\"\\/"]
        let json = try HTMLPage.json(of: words)
        #expect(!json.contains { "<>&".contains($0) })
        #expect(try JSONDecoder().decode([String].self, from: Data(json.utf8)) == words)
    }

    @Test("style and scripts are under the nonce, and only they")
    func nonce() throws {
        let html = try page(data: ["nonce=\"N0\""]).html(nonce: "N0")
        #expect(html.components(separatedBy: " nonce=\"N0\"").count == 3)
        #expect(html.contains("style-src 'nonce-N0'; script-src 'nonce-N0'; base-uri 'none'"))
        #expect(try page().html() != page().html(), "each page has a nonce of its own")
    }

    @Test("the elements come before the scripts, which run last")
    func order() throws {
        let html = try page(language: "zh").html()
        #expect(html.contains("<html lang=\"zh\">"))
        #expect(html.hasSuffix("go();\n</script>\n</body>\n</html>\n"))
        let elements = try #require(html.range(of: "const el = "))
        #expect(html[elements.upperBound...].contains("go();"))
    }

    @Test("a page is written completely, and a folder that is missing is named")
    func writing() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        let path = folder.appending(path: "page.html").path
        let error = #expect(throws: RAGError.self) { try page().write(to: path) }
        #expect(error?.message == "The page \(path) cannot be written")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try page().write(to: path)
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasSuffix("</html>\n"))
    }
}
