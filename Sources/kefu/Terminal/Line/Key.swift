/// What a person does at the keyboard.
enum Key: Sendable, Hashable {
    /// One or more characters; an input method sends whole words.
    case text(String)
    /// Pasted at once, with its line ends.
    case paste(String)
    case enter, newLine, tab
    case left, right, up, down, home, end, wordLeft, wordRight
    case deleteLeft, deleteRight, deleteWordLeft, deleteWordRight, deleteToStart, deleteToEnd
    /// Puts back what was deleted last.
    case putBack
    case clearScreen
    /// Ctrl-D: the end of the input on an empty line, else as the delete key.
    case endOfInput
}
