import Foundation
import RAGCore

/// Reads source code. Each function, each small type and the code between them is a part of its own, under the names of
/// the enclosing types. If the braces of a file do not match, it is cut at its empty lines.
struct CodeReader: DocumentReader {
    private let syntax: CodeLanguage

    init(_ language: CodeLanguage) { syntax = language }

    /// One reader for each language.
    static let all: [any DocumentReader] = CodeLanguage.all.map(CodeReader.init)

    var fileExtensions: Set<String> { syntax.fileExtensions }
    var recipe: String { "code-\(syntax.name)/2" }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        let source = SourceText(try TextDecoder.decode(bytes))
        var blocks = CodeBlocks(of: source)
        blocks.add(CodeOutline(of: source, as: syntax).declarations(), in: 0..<source.count, under: [])
        return ReadDocument(
            title: name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: blocks.blocks,
            isProgram: true
        )
    }
}

/// The parts of a program in order; each byte is in one of them.
private struct CodeBlocks {
    private(set) var blocks: [Block] = []
    private let source: SourceText
    private var open: [String] = []
    /// Whether the next part begins a declaration, which opens its heading even if the last part has the same one.
    private var isNew = false

    init(of source: SourceText) { self.source = source }

    /// A type with fewer bytes is not cut.
    private static let smallType = 700

    mutating func add(_ declarations: [CodeOutline.Declaration], in range: Range<Int>, under path: [String]) {
        var end = range.lowerBound
        for declaration in declarations {
            addCode(end..<declaration.range.lowerBound, under: path)
            let members = declaration.range.count < Self.smallType ? [] : declaration.members
            isNew = true
            add(members, in: declaration.range, under: path + [declaration.title])
            end = declaration.range.upperBound
        }
        addCode(end..<range.upperBound, under: path)
    }

    /// Adds code outside of declarations, cut at empty lines. Code that only closes the type belongs to the previous
    /// block.
    private mutating func addCode(_ range: Range<Int>, under path: [String]) {
        let text = source[range]
        guard text.contains(where: { !$0.isWhitespace }) else { return }
        if open.starts(with: path), open.count > path.count,
            !text.contains(where: { $0.isLetter || $0.isNumber }) || text[...].trimmingBlanks() == "end",
            let last = blocks.popLast()
        {
            blocks.append(Block(last.kind, range: last.range.lowerBound..<range.upperBound))
            return
        }
        let first = source.withBytes { $0.skippingBlanks(from: range.lowerBound, to: range.upperBound) }
        var start = source.start(ofLine: source.lines(of: first..<first).lowerBound)
        enter(path, at: start)
        var isGap = false
        for line in source.lines(of: range.lowerBound..<range.lowerBound)
            .lowerBound...source.lines(of: range).upperBound
        {
            let lower = source.start(ofLine: line)
            let content = source.content(ofLine: line)
            let isBlank = source.withBytes {
                $0.skippingBlanks(from: content.lowerBound, to: content.upperBound) == content.upperBound
            }
            if !isBlank, isGap, lower > start {
                blocks.append(Block(.code, range: start..<lower))
                start = lower
            }
            isGap = isBlank && lower > start
        }
        blocks.append(Block(.code, range: start..<range.upperBound))
    }

    /// Opens the headings of `path` that are not open, or closes those that no longer apply.
    private mutating func enter(_ path: [String], at offset: Int) {
        guard path != open || isNew else { return }
        isNew = false
        var common = 0
        while common < min(path.count, open.count), path[common] == open[common] { common += 1 }
        // A heading opens its level again, an empty one closes it.
        if common == path.count, common > 0 { common -= 1 }
        for level in common..<max(path.count, common) {
            blocks.append(Block(.heading(level: level + 1, title: path[level]), range: offset..<offset))
        }
        if path.isEmpty { blocks.append(Block(.heading(level: 1, title: ""), range: offset..<offset)) }
        open = path
    }
}
