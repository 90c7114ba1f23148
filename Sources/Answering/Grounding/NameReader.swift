import Foundation
import RAGCore

/// Finds names: of persons, places, firms, documents, things on a screen.
enum NameReader {
    /// The names in `sentence`, in the order of their writing.
    static func names(in sentence: String, language: Language?) -> [String] {
        quoted(sentence) + latinNames(sentence, language: language) + KnownNames.found(in: sentence)
    }

    /// Whom or what a clause is about: the names and codes in it, in lower case.
    static func subjects(of clause: String, statements: [Statement]) -> Set<String> {
        var subjects = Set(KnownNames.found(in: clause))
        for case .code(let code) in statements.map(\.fact) { subjects.insert(code) }
        for word in latinWords(clause) where word.first?.isUppercase == true && !common.contains(word.lowercased()) {
            subjects.insert(plain(word))
        }
        return subjects
    }

    /// The Latin words of `text` in lower case, without a possessive ending.
    static func words(in text: String) -> Set<String> {
        Set(
            latinWords(text).flatMap { word in
                [plain(word)] + word.split(whereSeparator: { "-.".contains($0) }).map { plain(String($0)) }
            }
        )
    }

    /// The letters and digits of `text` in lower case.
    static func letters(of text: String) -> String {
        FactToken.folded(text).lowercased().filter { $0.isLetter || $0.isNumber }
    }

    private static func latinWords(_ text: String) -> [String] {
        FactToken.tokens(of: text).filter { $0.kind == .word }.map(\.written)
    }

    static func plain(_ word: String) -> String {
        let word = word.lowercased().replacing("’", with: "'")
        return word.hasSuffix("'s") ? String(word.dropLast(2)) : word
    }

    /// In Chinese every Latin word is a name. In English one that bears a capital where none is due.
    private static func latinNames(_ sentence: String, language: Language?) -> [String] {
        let tokens = FactToken.tokens(of: sentence)
        var names: [String] = []
        var beginsSentence = true
        for token in tokens {
            defer {
                switch token.kind {
                case .symbol: beginsSentence = beginsSentence || ".!?:*#-\"“([•|".contains(token.text)
                case .lineEnd: beginsSentence = true
                default: beginsSentence = false
                }
            }
            guard token.kind == .word, token.written.count > 1, !common.contains(token.text) else { continue }
            let capitals = token.written.count(where: \.isUppercase)
            let isName =
                language == .chinese
                ? token.text.count > 2 || capitals > 1 : capitals > 1 || capitals == 1 && !beginsSentence
            if isName { names.append(token.written) }
        }
        return names
    }

    /// What stands in `《》`, `「」`, `“”` or straight double quotes.
    private static func quoted(_ sentence: String) -> [String] {
        var names: [String] = []
        var open: (closing: Character, text: String)?
        for character in sentence {
            if let current = open {
                if character == current.closing {
                    if (2...30).contains(current.text.count) { names.append(current.text) }
                    open = nil
                } else {
                    open?.text.append(character)
                }
            } else if let closing = pairs[character] {
                open = (closing, "")
            }
        }
        return names
    }

    private static let pairs: [Character: Character] = ["《": "》", "「": "」", "『": "』", "“": "”", "\"": "\""]

    /// Latin words that are nobody's name.
    private static let common: Set<String> = [
        "app", "ok", "vip", "pdf", "usb", "wifi", "wi-fi", "faq", "id", "email", "e-mail", "sms", "qq", "web", "am",
        "pm",
        "a.m", "p.m", "i'm", "i'll", "i've", "i'd", "mr", "ms", "mrs", "tv", "pc", "led", "utc", "gst", "vat", "url",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri",
        "sat", "sun", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
        "rmb",
        "cny", "usd", "hkd", "eur", "gbp", "yuan", "chinese", "english", "monday-friday", "yes", "no", "please", "http",
        "https", "www", "com",
    ]
}
