import Lexicon
import Testing

@Suite struct CalendarWordsTests {
    @Test(
        "months are read whole and abbreviated",
        arguments: [
            ("jan", 1), ("january", 1), ("feb", 2), ("may", 5), ("sep", 9), ("sept", 9), ("september", 9), ("dec", 12),
            ("december", 12), ("janu", nil), ("May", nil), ("monday", nil), ("", nil),
        ] as [(String, Int?)]
    )
    func months(word: String, number: Int?) {
        #expect(CalendarWords.month(word) == number)
    }

    @Test(
        "days of the week are read whole, in the plural and abbreviated, if they were capitalised",
        arguments: [
            ("monday", true, 1), ("mondays", true, 1), ("wed", true, 3), ("sunday", true, 7), ("sun", true, 7),
            ("sun", false, nil), ("monday", false, nil), ("days", true, nil), ("weekdays", true, nil),
            ("mons", true, nil),
        ] as [(String, Bool, Int?)]
    )
    func weekdays(word: String, isCapitalised: Bool, number: Int?) {
        #expect(CalendarWords.weekday(word, isCapitalised: isCapitalised) == number)
    }
}
