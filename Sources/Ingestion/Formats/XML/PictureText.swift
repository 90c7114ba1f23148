/// The descriptions that people write of pictures in office files.
enum PictureText {
    /// Returns the description of `docPr` or `cNvPr` in brackets; nothing for a text that a program wrote.
    static func description(_ node: XMLTree.Node) -> String {
        guard let text = node["descr"]?[...].trimmingBlanks(), text.contains(where: \.isLetter) else { return "" }
        let isGenerated = ["automatically generated", "自动生成", "自動產生"].contains { text.contains($0) }
        let isFileName =
            !text.contains(" ") && text.dropFirst().contains(".") && text.utf8.last.map { $0 < 0x80 } == true
        return isGenerated || isFileName ? "" : "[\(text)]"
    }
}
