/// The lines of a Markdown text that is written from a file, each with its line in the file.
struct MarkdownLines {
    private(set) var lines: [String] = []
    private(set) var fileLines: [Int] = []
    /// Levels of headings whose sections end before a line of the text, by that line.
    private(set) var sectionEnds: [Int: Int] = [:]
    /// Line of the file that is being read.
    var number = 0
    /// Level of the last heading.
    var level = 0

    /// Appends a line of text that stands for the current line of the file.
    mutating func emit(_ line: String) {
        lines.append(line)
        fileLines.append(number)
    }

    /// Writes a title one level below the current heading. Returns its level, for `endSection`.
    mutating func beginSection(_ title: String) -> Int {
        let own = min(max(level, 1) + 1, 6)
        emit("")
        emit(String(repeating: "#", count: own) + " " + title)
        emit("")
        level = own
        return own
    }

    /// Ends the section of a title, so that what follows belongs to the heading above it.
    mutating func endSection(_ own: Int) {
        emit("")
        sectionEnds[lines.count + 1] = min(sectionEnds[lines.count + 1] ?? own, own)
        level = min(level, own - 1)
    }
}
