/// An editing action at the keyboard.
enum Key: Sendable, Hashable {
    /// One or more typed characters; an input method sends whole words.
    case text(String)
    /// Pasted text with its line ends.
    case paste(String)
    case enter, newLine, tab
    case left, right, up, down, home, end, wordLeft, wordRight
    case deleteLeft, deleteRight, deleteWordLeft, deleteWordRight, deleteToStart, deleteToEnd
    /// Inserts the text that was deleted last.
    case putBack
    case clearScreen
    /// Ctrl-D: ends the input on an empty line, else acts as the delete key.
    case endOfInput
}
