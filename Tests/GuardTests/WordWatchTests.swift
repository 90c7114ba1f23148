import Testing

@testable import Guard

@Suite struct WordWatchTests {
    private let words = WordGuard([
        WordGuard.List(words: ["class", "free money"], reply: "latin"),
        WordGuard.List(words: ["代购", "竞品优选", "VIP群"], reply: "han"),
    ])

    private func read(_ pieces: [String]) -> (shown: String, found: String?) {
        var watch = WordWatch(words)
        let shown = pieces.map { watch.consume($0) }.joined() + watch.finish()
        return (shown, watch.finding?.word)
    }

    @Test(
        "a listed word ends the text before it is shown, however it is cut",
        arguments: [
            ("我们不做代购，请见谅", "我们不做", "代购"), ("我们不做代 - 购。", "我们不做", "代购"), ("去竞品优选吧", "去", "竞品优选"),
            ("a class of", "a ", "class"), ("the last class", "the last ", "class"), ("so c l a s s.", "so ", "class"),
            ("Get FREE-money now", "Get ", "free money"), ("加ＶＩＰ群", "加", "VIP群"),
        ]
    )
    func found(text: String, shown: String, word: String) {
        for pieces in [[text], text.map(String.init)] {
            let result = read(pieces)
            #expect(result.found == word)
            #expect(result.shown == shown)
        }
    }

    @Test(
        "ordinary text is shown completely",
        arguments: ["classic free classes", "subclass", "代客下单，购物", "竞品优", "free", "Re: free mon", "代", "退货 15 天。"]
    )
    func honest(text: String) {
        #expect(read(text.map(String.init)).shown == text)
        #expect(read([text]).found == nil)
    }

    @Test("only text that may become a listed word is held back")
    func early() {
        var watch = WordWatch(words)
        #expect(watch.consume("退货") == "退货")
        #expect(watch.consume("代") == "")
        #expect(watch.consume("办") == "代办")
        #expect(watch.consume(" class") == " ")
        #expect(watch.consume("ified") == "classified")
    }
}
