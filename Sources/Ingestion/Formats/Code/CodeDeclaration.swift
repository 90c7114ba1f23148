/// A type or a function of a program, with the comment and the attributes above it.
struct CodeDeclaration: Sendable, Hashable {
    /// `Chunker`, `chunks(of:)`, `main()`.
    let title: String
    /// Whole lines, in UTF-8 bytes.
    let range: Range<Int>
    /// Those inside of it, in order; empty for a function.
    var members: [CodeDeclaration] = []
}
