/// Chinese characters that stand alone in most texts: particles, pronouns, prepositions, adverbs.
enum Particles {
    /// Characters at the edge of a word that make it suspicious: `的小` and `躺在` are no words.
    static let characters = Set(
        """
        的了是在和与與我你妳您他她它们們有也都就被把着著过過将將于於从從对對为為不很这這那其之及吗嗎呢啊吧谁誰\
        又还還并並而但让讓给給向到以最更该該等所某各或且却卻此请請能会會要想没沒可
        """.utf16
    )
    /// Characters that follow a word without being part of it: places and times.
    static let followers = Set("上下里裡中外内內前后後时時年月日号號个個人".utf16)
    /// Numerals at the start of a word, such as `一辆`.
    static let numerals = Set("一二两兩三四五六七八九十几幾半每零百千万萬亿億第".utf16)
    /// Characters that write the sounds of foreign names. Two of them are mostly a piece of one, such as `尼亚`.
    static let sounds = Set("克斯尼亚亞阿尔爾威塔维維曼德特拉卡伊奇姆逊遜诺諾".utf16)
    /// Characters of question words.
    static let questions = Set("哪何谁誰吗嗎么麼".utf16)
}
