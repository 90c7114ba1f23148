import Testing

@testable import Insight

@Suite struct ConceptUnitsTests {
    @Test("a short text is searched as a whole, a long one sentence by sentence, in both languages")
    func sentences() {
        let call = """
            Agent: Good morning, how can I help you?
            Customer: My parcel arrived late. Right. I wish the app could tell me when it comes.
            坐席：好的，我帮您记录下来。客户：要是能改送达时间就好了。
            """
        let units = ConceptUnits(of: ["Where is it? I wait.", call])
        #expect(units.texts.first == "Where is it? I wait.")
        #expect(units.isSentence.first == false)
        #expect(units.texts.contains("I wish the app could tell me when it comes.") == false)
        #expect(units.texts.contains("Right. I wish the app could tell me when it comes."))
        #expect(units.texts.contains("客户：要是能改送达时间就好了。"))
        #expect(units.owners == [0] + Array(repeating: 1, count: units.texts.count - 1))
    }

    @Test("every text has a part, also one of marks alone, and nothing of a long text is lost")
    func complete() {
        let units = ConceptUnits(of: ["???", "", "a. b. c. d. e. f."])
        #expect(Set(units.owners) == [0, 1, 2])
        let long = (0..<20).map { "This is the sentence number \($0) of a call." }.joined(separator: " ")
        #expect(ConceptUnits(of: [long]).texts.joined(separator: " ") == long)
    }

    @Test("a text counts with its best part")
    func best() {
        let long = (0..<8).map { "Sentence number \($0) is here." }.joined(separator: " ")
        let units = ConceptUnits(of: ["short one", long, "another"])
        var scores = [Float](repeating: 0, count: units.texts.count)
        scores[5] = 3
        var namings = [Bool](repeating: false, count: units.texts.count)
        namings[3] = true
        let matches = ConceptMatches(partScores: scores, namings: namings, units: units)
        #expect(matches.parts == [0, 5, 9])
        #expect(matches.namings == [false, true, false], "a text holds the name if any part does")
        #expect(matches.scores[1] > 1 && matches.scores[0] < 0)
        #expect(matches.questions(around: 1, count: 4) == [1, 0, 2])
    }
}
