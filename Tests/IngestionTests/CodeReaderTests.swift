import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct CodeReaderTests {
    /// Returns the parts of a program as `lines path`.
    private func outline(_ code: String, _ fileExtension: String) throws -> [String] {
        let reader = try #require(DocumentReaders.standard.reader(for: "x." + fileExtension))
        let document = try reader.read(Data(code.utf8), name: "x")
        var path: [String] = []
        var parts: [String] = []
        for block in document.blocks {
            if case .heading(let level, let title) = block.kind {
                path = Array(path.prefix(level - 1)) + [title]
            } else {
                let lines = document.source.lines(of: block.range)
                parts.append("\(lines.lowerBound)-\(lines.upperBound) \(path.joined(separator: " › "))")
            }
        }
        return parts
    }

    @Test("Swift: types, their functions with labels, doc comments and attributes, nested strings")
    func swift() throws {
        let padding = String(
            repeating: "    let padding = \"so that the type is not small enough to stay whole\"\n",
            count: 12
        )
        let code = #"""
            import Foundation

            /// A cutter.
            @MainActor
            public struct Cutter<Text: Collection>: Sendable where Text: Sendable {
                let budget: Int = 5

                /// Makes one.
                init?(budget: Int, _ other: [String: Int] = [:]) { nil }

            """# + padding + #"""
                    @discardableResult
                    static func cut(_ text: Text, at places: (Int, Int) -> Bool) async throws -> [Text]
                    where Text: Hashable {
                        let brace = "} \(map { "{" }) {" + #"raw " } "# + """
                            } multi {
                            """
                        /* } /* nested } */ } */
                        return []
                    }

                    subscript(index: Int) -> Int { index }
                }

                func free() {}
                """#
        let parts = try outline(code, "swift")
        #expect(
            parts == [
                "1-2 ", "3-7 Cutter", "8-9 Cutter › init(budget:_:)", "10-21 Cutter", "22-30 Cutter › cut(_:at:)",
                "32-33 Cutter › subscript(index:)", "35-35 free()",
            ]
        )
    }

    @Test("functions of the same name in a row, and the requirements of a large protocol, are parts of their own")
    func overloadsAndRequirements() throws {
        let doc = String(repeating: "    /// Explains the next requirement in more words than it needs.\n", count: 12)
        let code = """
            func add(_ a: Int) {}
            func add(_ a: Int) async {}
            protocol Store: Sendable {
                associatedtype Row
            \(doc)    func open(
                    at path: String
                ) throws -> Row
                where Row: Sendable
                /// Closes it.
                mutating func close()
                var isOpen: Bool { get }
                init(path: String)
            }
            """
        #expect(
            try outline(code, "swift") == [
                "1-1 add(_:)", "2-2 add(_:)", "3-4 Store", "5-20 Store › open(at:)", "21-22 Store › close()",
                "23-23 Store", "24-25 Store › init(path:)",
            ]
        )
        let java =
            "interface Store {\n" + doc + "  Row open(String path)\n      throws IOException;\n  int size = 3;\n}\n"
        #expect(try outline(java, "java") == ["1-1 Store", "2-15 Store › open()", "16-17 Store"])
    }

    @Test("the chunks of a program are functions, their continuations, and other code; those of text are neither")
    func parts() throws {
        let long = (0..<60).map { "    let value\($0) = compute(the: value\($0), and: another)" }.joined(
            separator: "\n"
        )
        let code = "import X\n\nfunc long() {\n\(long)\n}\n\nfunc short() {}\n"
        let reader = try #require(DocumentReaders.standard.reader(for: "x.swift"))
        let chunks = Chunker().chunks(of: try reader.read(Data(code.utf8), name: "x"))
        #expect(chunks.map(\.code).prefix(2) == [.other, .function])
        #expect(chunks.map(\.code).dropFirst(2).dropLast().allSatisfy { $0 == .continuation } && chunks.count > 3)
        #expect(chunks.last?.code == .function)
        let text = try MarkdownReader().read(Data("# 用法 open()\n\n```swift\n\(code)```".utf8), name: "x")
        #expect(Chunker().chunks(of: text).allSatisfy { $0.code == nil })
    }

    @Test("Python: decorators, nested classes, docstrings, brackets and strings over lines")
    func python() throws {
        let padding = String(
            repeating: "    padding = \"so that the class is not small enough to stay whole\"\n",
            count: 12
        )
        let code = #"""
            """A module."""
            import os

            # What it is for.
            @cache
            @app.route("/x")
            async def fetch(url,
                            timeout=(1, 2)):
                """Fetch.

            def not_a_function():
                """
                x = [
            1, 2]

                return x

            class Shop(Base):
                rate = 3

            """# + padding + #"""
                    def price(self): return 1

                    class Inner:
                        def deep(self):
                            pass
                if __name__ == "__main__":
                    fetch("x")
                """#
        let parts = try outline(code, "py")
        #expect(parts.contains { $0.hasSuffix(" fetch()") && $0.hasPrefix("4-") })
        #expect(parts.contains("32-32 Shop › price()"))
        #expect(parts.contains("34-36 Shop › Inner"))
        #expect(parts.last == "37-38 ")
        #expect(!parts.contains { $0.contains("not_a") })
    }

    @Test(
        "the functions and types of other languages are found",
        arguments: [
            (
                "js",
                "export default class A {}\nconst f = async (a) => {\n  return /[}/]{/.test(a) ? `${a ? `}` : '{'}` : 4 / 2 / 1;\n};\nfunction* g() {}\nmodule.exports = { f };",
                ["A", "f()", "g()", ""]
            ),
            (
                "tsx",
                "interface P { a: string }\nexport function View({ a }: P): JSX.Element {\n  return <p>Don't {a}</p>;\n}\nexport abstract class Q<T> extends R {}",
                ["P", "View()", "Q"]
            ),
            (
                "go",
                "package x\n\n// Doc.\nfunc (s *Shop[T]) Price(a int) (int, error) {\n\treturn '}', `}`\n}\n\ntype Shop struct {\n\tname string\n}\nfunc main() {}",
                ["", "Shop.Price()", "Shop", "main()"]
            ),
            (
                "java",
                "package x;\n@Deprecated(since = \"1}\")\npublic class Shop<T> extends Base implements A, B {\n  int x;\n}\nenum E { A, B }\nrecord R(int a) {}",
                ["", "Shop", "E", "R"]
            ),
            (
                "c",
                "#include <x.h>\n#ifdef A\nint f(void) {\n#else\nint f(int a) {\n#endif\n  return '{';\n}\n\nstatic struct list *\nnext(struct list *l)\n{\n}\nstruct list { int a; };\n",
                ["", "f()", "next()", "list"]
            ),
            (
                "cpp",
                "template <typename T>\nclass A : public B {};\nA::~A() {}\nint ns::A::f(int a) const noexcept {}\nA::A(int a) : x(a), y{a} {}\nauto s = R\"x(})x\";",
                ["A", "A::~A()", "ns::A::f()", "A::A()", ""]
            ),
            (
                "rs",
                "use x;\n/// Doc.\n#[derive(Debug)]\npub struct S<'a> { a: &'a str }\nimpl<'a> Display for S<'a> {\n}\npub(crate) async fn f() -> char { '}' }\n",
                ["", "S", "Display for S", "f()"]
            ),
            (
                "kt",
                "package x\ndata class P(val a: Int) {\n}\nfun String.twice(): String {\n  return \"\"\"}\"\"\"\n}\n",
                ["", "P", "String.twice()"]
            ),
            ("cs", "using X;\nnamespace N {\n  public sealed class C { int F() { return 1; } }\n}\n", ["", "N"]),
            ("rb", "require 'x'\n\nmodule M\n  def self.a\n  end\nend\n\ndef b(x)\n  x\nend\n", ["", "M", "b()"]),
            (
                "sh",
                "#!/bin/sh\nset -e\nbuild() {\n  echo \"${x#a}\" '}' # }\n  cat <<EOF\n}\nEOF\n}\nfunction test {\n  :\n}\nbuild\n",
                ["", "build()", "test()", ""]
            ),
        ]
    )
    func languages(fileExtension: String, code: String, titles: [String]) throws {
        let found = try outline(code, fileExtension).map { $0.split(separator: " ", maxSplits: 1).dropFirst().joined() }
        #expect(found.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } } == titles)
    }

    @Test("methods of Java and C# are listed under their class")
    func methods() throws {
        let filler = String(
            repeating: "  int padding = so(that, the, class, is, not, small, enough, whole);\n",
            count: 12
        )
        let code =
            "class Shop {\n" + filler
            + "  /** Doc. */\n  @Override\n  public <T> List<T> find(Map<String, T> by) throws IOException {\n    if (a) { b(); }\n  }\n\n  int x = f();\n\n  Shop(int a) { }\n}\n"
        let parts = try outline(code, "java")
        #expect(parts == ["1-13 Shop", "14-18 Shop › find()", "20-21 Shop", "22-23 Shop › Shop()"])
    }

    @Test(
        "broken code is cut at its paragraphs, and nothing throws",
        arguments: CodeLanguage.all.map { $0.fileExtensions.sorted()[0] }
    )
    func broken(fileExtension: String) throws {
        let reader = try #require(DocumentReaders.standard.reader(for: "x." + fileExtension))
        var random = SeededRandom(seed: 5)
        let pieces = [
            "{", "}", "(", ")", "\"", "'", "`", "#", "/", "/*", "*/", "\n", "\n\n", " ", "\\", "class A", "def f():",
            "func f()", "${", "\\(",
            "\"\"\"", "#\"", "<<EOF", "#if x", "#else", "#endif", "的", "int f(int a)", ";", "=>", "R\"(", "@", "[", "]",
            "<", ">", "\t", "\r\n",
        ]
        for _ in 0..<30 {
            let code = (0..<80).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let document = try reader.read(Data(code.utf8), name: "x")
            try expectCoverage(document)
        }
        let paragraphs = try outline("func f() {\n\nfunc g() {\n", "swift")
        #expect(paragraphs == ["1-2 ", "3-3 "])
        let deep = try reader.read(Data(String(repeating: "\"\\(`${class A {\n", count: 1_000).utf8), name: "x")
        try expectCoverage(deep)
    }

    @Test("the files of this repository are covered, line by line, and their functions found")
    func repository() throws {
        let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let root = tests.appending(path: "../..").standardizedFileURL
        var count = 0
        for folder in ["Sources/Ingestion", "Sources/CMatrixKernels", "Tests/IngestionTests", "scripts"] {
            for path in try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path) {
                let file = root.appending(path: folder).appending(path: path)
                guard let reader = DocumentReaders.standard.reader(for: path), reader.recipe.hasPrefix("code-") else {
                    continue
                }
                let document = try reader.read(try Data(contentsOf: file), name: "x")
                try expectCoverage(document)
                let headings = document.blocks.count { $0.isHeading }
                let isTypical = path.hasSuffix(".swift") && document.source.text.contains("\nstruct ")
                if isTypical { #expect(headings > 0, "\(path) has no parts") }
                count += 1
            }
        }
        #expect(count > 60)
    }

    /// Checks that each byte that is not blank is in exactly one block other than a heading.
    private func expectCoverage(_ document: ReadDocument) throws {
        var end = 0
        var faults: [Range<Int>] = []
        for block in document.blocks where !block.isHeading {
            let gap = end..<max(end, block.range.lowerBound)
            if block.range.lowerBound < end || document.source[gap].contains(where: { !$0.isWhitespace }) {
                faults.append(block.range)
            }
            end = block.range.upperBound
        }
        let tail = document.source[end..<document.source.count]
        #expect(faults.isEmpty && tail.allSatisfy { $0.isWhitespace })
        #expect(document.blocks.allSatisfy { !$0.isHeading || $0.range.isEmpty })
    }
}
