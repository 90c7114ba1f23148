import RAGCore

/// The words that may change between a sentence and its source without changing what it says, and those that may not.
enum FunctionWord {
    /// Returns whether `word`, as `WordSequence` writes it, says nothing by itself.
    static func isOne(_ word: ExactText) -> Bool { plain.contains(word) }

    /// Returns whether `word` denies, limits or orders: `only`, `all`, `must`, `before`.
    static func isOperator(_ word: ExactText) -> Bool { operators.contains(word) }

    private static let plain = Set("的了在是和与及也就都而并着把被给对以为其之这那会能可要将已所于从到上中里下个地得".map { ExactText(String($0)) }).union(
        """
        the a an of to in on at for and or is are was were be been it its this that these those as by with from has have
        had he she they his her their you your we our i which who also will can may do does did there then so
        """.split(whereSeparator: \.isWhitespace).map { ExactText(String($0)) }
    )
    private static let operators = Set("不没未无只仅全每必须所".map { ExactText(String($0)) }).union(
        """
        not no never only all every each any must should may might can could some few many most several often
        usually always someti before after more less least first last above below
        """.split(whereSeparator: \.isWhitespace).map { ExactText(String($0)) }
    )
}
