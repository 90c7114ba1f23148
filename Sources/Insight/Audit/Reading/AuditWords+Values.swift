import Lexicon

/// Words that state a value without a number.
extension AuditWords {
    private static let closed = PhraseList(values["closed"])
    private static let wholeDay = PhraseList(values["all day"])
    private static let halves = PhraseList(values["halves"])
    private static let values = WordList(PackageResources.audit_words_txt)
    private static let multiples: [String: Double] = Dictionary(
        values["multiples"].compactMap { line -> (String, Double)? in
            guard let blank = line.lastIndex(of: " "), let number = Double(line[line.index(after: blank)...]) else {
                return nil
            }
            return (String(line[..<blank]), number)
        },
        uniquingKeysWith: { first, _ in first }
    )
    private static let multiplePhrases = PhraseList(multiples.keys.sorted { ($1.count, $0) < ($0.count, $1) })
    private static let least = PhraseList(values["least"])
    private static let greatest = PhraseList(values["greatest"])
    private static let companies = values["company"]
    private static let payers = values["payer"]

    /// Whether `text`, in lower case, says that something is not open on the days that it names.
    static func isClosed(_ text: String) -> Bool { closed.areIn(text) }

    /// Returns the words of `text`, in lower case, that mean the whole day; nil if there are none.
    static func allDay(in text: String) -> String? {
        if let words = wholeDay.first(in: text) { return words }
        guard text.contains("小时") else { return nil }
        // `24 小时内有人联系` is a period.
        return text.firstMatch(of: /24 ?小时(?:[^内之以]{0,3})(?:开放|营业|有人|在线|服务|接听|受理|值班|运营|可用)/).map { String($0.output) }
    }

    /// Returns the words of `text`, in lower case, that mean a half; nil if there are none.
    static func half(in text: String) -> String? { halves.first(in: text) }

    /// Returns the words of `text`, in lower case, that name a multiple, and its number; nil if there are none.
    static func multiple(in text: String) -> (words: String, number: Double)? {
        guard let words = multiplePhrases.first(in: text), let number = multiples[words] else { return nil }
        return (words, number)
    }

    /// Returns the end of a range that `text`, in lower case, names.
    static func end(in text: String) -> Stance.End {
        switch (least.areIn(text), greatest.areIn(text)) {
        case (true, false): .least
        case (false, true): .greatest
        default: .none
        }
    }

    /// Returns those who may pay and are named in `text`, in lower case.
    static func parties(in text: String) -> [(word: String, isCustomer: Bool)] {
        let spaced = " \(text) "
        func names(_ word: String) -> Bool {
            word.first?.isHanCharacter == true ? spaced.contains(word) : spaced.contains(" \(word) ")
        }
        let customers = payers.filter(names)
        // `公司` names the company too, `公司客户` only the customer.
        return customers.prefix(1).map { ($0, true) }
            + (customers.isEmpty || !spaced.contains("公司") ? companies.filter(names).prefix(1).map { ($0, false) } : [])
    }
}
