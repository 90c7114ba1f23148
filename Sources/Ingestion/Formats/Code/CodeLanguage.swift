/// The syntax of a programming language as far as the reader needs it: comments, strings and declarations.
struct CodeLanguage: Sendable, Hashable {
    /// Syntax that only some languages have.
    enum Feature: Sendable, Hashable {
        /// Comments: `// …`, `/* … */`, nested ones, `# …`.
        case slashComments, blockComments, nestedComments, hashComments
        /// Strings: `'…'`, `'x'` for a single character (besides lifetimes and digit separators), `"""…"""`,
        /// `'''…'''`, `` `…` `` without escapes, `` `…${code}…` ``, `#"…"#` and `r#"…"#`, `R"x(…)x"`,
        /// `"…\(code)…"`, and `"…"` over several lines.
        case singleQuotes, characterQuotes, tripleQuotes, tripleSingleQuotes
        case rawBackticks, templates, hashStrings, delimitedStrings, interpolation, multilineStrings
        /// `/…/` after an operator, `<<WORD`, and `#if` and the like at the start of a line.
        case regularExpressions, hereDocuments, directives
    }

    /// The way in which declarations are found.
    enum Outline: Sendable, Hashable {
        /// Bodies are in braces; a statement may end with its line.
        case braces
        /// Bodies are in braces, statements end with `;`, functions have no keyword: `int main(void) {`.
        case untaggedBraces
        /// Bodies are indented.
        case indentation
    }

    let name: String
    let fileExtensions: Set<String>
    let features: Set<Feature>
    let outline: Outline
    /// Words that begin a type, a module or an extension of one.
    let typeWords: Set<String>
    /// Words that begin a function.
    let functionWords: Set<String>

    static let all: [CodeLanguage] = [
        CodeLanguage(
            name: "swift",
            fileExtensions: ["swift"],
            features: [.slashComments, .nestedComments, .tripleQuotes, .hashStrings, .interpolation, .directives],
            outline: .braces,
            typeWords: ["struct", "class", "enum", "actor", "protocol", "extension"],
            functionWords: ["func", "init", "deinit", "subscript", "macro"]
        ),
        CodeLanguage(
            name: "python",
            fileExtensions: ["py", "pyi"],
            features: [.hashComments, .singleQuotes, .tripleQuotes, .tripleSingleQuotes],
            outline: .indentation,
            typeWords: ["class"],
            functionWords: ["def"]
        ),
        CodeLanguage(
            name: "javascript",
            fileExtensions: ["js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"],
            features: [.slashComments, .blockComments, .singleQuotes, .templates, .regularExpressions],
            outline: .braces,
            typeWords: ["class", "interface", "enum", "namespace", "module"],
            functionWords: ["function"]
        ),
        CodeLanguage(
            name: "go",
            fileExtensions: ["go"],
            features: [.slashComments, .blockComments, .characterQuotes, .rawBackticks],
            outline: .braces,
            typeWords: ["type"],
            functionWords: ["func"]
        ),
        CodeLanguage(
            name: "rust",
            fileExtensions: ["rs"],
            features: [.slashComments, .nestedComments, .characterQuotes, .hashStrings, .multilineStrings],
            outline: .braces,
            typeWords: ["struct", "enum", "trait", "impl", "mod", "union"],
            functionWords: ["fn"]
        ),
        CodeLanguage(
            name: "kotlin",
            fileExtensions: ["kt", "kts"],
            features: [.slashComments, .nestedComments, .characterQuotes, .tripleQuotes],
            outline: .braces,
            typeWords: ["class", "interface", "object"],
            functionWords: ["fun"]
        ),
        CodeLanguage(
            name: "java",
            fileExtensions: ["java"],
            features: [.slashComments, .blockComments, .characterQuotes, .tripleQuotes],
            outline: .untaggedBraces,
            typeWords: ["class", "interface", "enum", "record"],
            functionWords: []
        ),
        CodeLanguage(
            name: "csharp",
            fileExtensions: ["cs"],
            features: [.slashComments, .blockComments, .characterQuotes, .tripleQuotes, .directives],
            outline: .untaggedBraces,
            typeWords: ["class", "interface", "enum", "record", "struct", "namespace"],
            functionWords: []
        ),
        CodeLanguage(
            name: "c",
            fileExtensions: ["c", "h", "cc", "cpp", "cxx", "hh", "hpp", "hxx"],
            features: [.slashComments, .blockComments, .characterQuotes, .delimitedStrings, .directives],
            outline: .untaggedBraces,
            typeWords: ["class", "struct", "union", "enum", "namespace"],
            functionWords: []
        ),
        CodeLanguage(
            name: "ruby",
            fileExtensions: ["rb"],
            features: [.hashComments, .singleQuotes, .multilineStrings, .hereDocuments],
            outline: .indentation,
            typeWords: ["class", "module"],
            functionWords: ["def"]
        ),
        CodeLanguage(
            name: "shell",
            fileExtensions: ["sh", "bash", "zsh"],
            features: [.hashComments, .singleQuotes, .multilineStrings, .hereDocuments],
            outline: .braces,
            typeWords: [],
            functionWords: ["function"]
        ),
    ]
}
