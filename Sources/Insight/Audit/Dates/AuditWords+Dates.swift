import Grounding
import Lexicon

/// Words by which a date limits or announces something.
extension AuditWords {
    /// Whether the sentence `text`, in lower case, says that something holds until the date of `statement`, or is to
    /// come.
    static func isUntil(_ text: String, before statement: Statement, in tokens: [TextToken]) -> Bool {
        if past.areIn(text) { return false }
        let before = tokens[max(0, statement.tokens.lowerBound - 4)..<statement.tokens.lowerBound].text.lowercased()
        let behind = tokens[statement.tokens.upperBound...].prefix(4).text.lowercased()
        return untilBefore.areIn(before) || untilBehind.contains(where: behind.hasPrefix) || announced.areIn(text)
    }

    private static let dates = WordList(PackageResources.audit_dates_txt)
    private static let past = PhraseList(dates["past"])
    private static let untilBefore = PhraseList(dates["until, before the date"])
    private static let untilBehind = dates["until, behind the date"]
    private static let announced = PhraseList(dates["announced"])
}
