import RAGCore

/// Finds names of persons, places, firms, documents and things on a screen.
package enum NameFinder {
    /// Returns the names in `sentence`: quoted ones, then Latin ones, then known Chinese ones, each kind in order.
    package static func names(in sentence: String, language: Language?) -> [String] {
        quoted(sentence) + latinNames(sentence, language: language) + KnownNames.found(in: sentence)
    }

    /// Returns the Latin words of `text` without possessive endings, in lower case, and the parts of words with a
    /// hyphen or dot.
    package static func words(in text: String) -> Set<String> {
        Set(
            latinWords(text).flatMap { word in
                [word.droppingPossessive()]
                    + word.split(whereSeparator: { "-.".contains($0) }).map { $0.droppingPossessive() }
            }
        )
    }

    /// Returns the capitalised Latin words of `text` that are not among the common ones, in lower case without
    /// possessive endings.
    package static func capitalisedWords(in text: String) -> [String] {
        latinWords(text).filter { $0.first?.isUppercase == true && !common.contains($0.lowercased()) }
            .map { $0.droppingPossessive() }
    }

    private static func latinWords(_ text: String) -> [String] {
        TextToken.tokens(of: text).filter { $0.kind == .word }.map(\.written)
    }

    /// In Chinese text every Latin word counts as a name; in English one with a capital that does not begin a sentence.
    private static func latinNames(_ sentence: String, language: Language?) -> [String] {
        let tokens = TextToken.tokens(of: sentence)
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

    /// Returns the texts of 2 to 30 characters between `《》`, `「」`, `“”` or straight double quotes.
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

    /// Latin words that are not names although they are often capitalised.
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
