extension Substring {
    /// Returns the text without white space at either end.
    func trimmingBlanks() -> Substring {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
