/// The punctuation of Chinese and English text, by what a mark does.
///
/// The wide marks of Chinese need no space behind them; `isASCII` tells the two widths apart.
package enum Punctuation {
    /// Whether `mark` is a full stop, exclamation mark or question mark.
    @inlinable package static func isStop(_ mark: Unicode.Scalar) -> Bool {
        switch mark {
        case ".", "!", "?", "。", "！", "？": true
        default: false
        }
    }

    /// Whether `mark` can end a sentence: a stop, an ellipsis, or a stop in a rare form.
    @inlinable package static func endsSentence(_ mark: Unicode.Scalar) -> Bool {
        switch mark {
        case "…", "｡", "．", "‼", "⁇", "⁈", "⁉": true
        default: isStop(mark)
        }
    }

    /// Whether `mark` is a comma, semicolon or colon, which separate the parts of a sentence.
    @inlinable package static func isPause(_ mark: Unicode.Scalar) -> Bool {
        switch mark {
        case ",", ";", ":", "，", "、", "；", "：": true
        default: false
        }
    }

    /// Whether `mark` is a closing bracket or a closing quotation mark. Straight quotation marks open as well and do
    /// not count.
    @inlinable package static func isClosing(_ mark: Unicode.Scalar) -> Bool {
        switch mark {
        case ")", "]", "}", "»", "」", "』", "”", "’", "）", "］", "】", "》", "〉", "〕": true
        default: false
        }
    }
}

extension Character {
    /// Whether the character is a mark that can end a sentence, as `Punctuation` defines it.
    package var endsSentence: Bool {
        unicodeScalars.count == 1 && unicodeScalars.first.map(Punctuation.endsSentence) == true
    }

    /// Whether the character is a full stop, exclamation mark or question mark.
    package var isStop: Bool { unicodeScalars.count == 1 && unicodeScalars.first.map(Punctuation.isStop) == true }

    /// Whether the character is a closing bracket or a closing quotation mark.
    package var isClosing: Bool { unicodeScalars.count == 1 && unicodeScalars.first.map(Punctuation.isClosing) == true }
}
