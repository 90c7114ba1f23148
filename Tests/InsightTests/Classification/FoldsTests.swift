import Testing

@testable import Insight

@Suite("Folds of a cross-validation")
struct FoldsTests {
    @Test("each class is spread over all folds, and equal texts share one")
    func stratified() {
        let labels = (0..<100).map { $0 % 4 }
        let keys = (0..<100).map { $0 == 96 ? "text 0" : "text \($0)" }
        let folds = Folds.stratified(labels, keys: keys, count: 5)
        for label in 0..<4 {
            let counts = (0..<5).map { fold in labels.indices.count { labels[$0] == label && folds[$0] == fold } }
            #expect((counts.min() ?? 0) >= 4 && (counts.max() ?? 0) <= 7)
        }
        #expect(folds[96] == folds[0])
    }

    @Test("the fold of a text does not depend on the order of the texts")
    func order() {
        let keys = (0..<30).map { "text \($0)" }
        let labels = (0..<30).map { $0 % 3 }
        let one = Folds.stratified(labels, keys: keys, count: 5)
        let other = Folds.stratified(labels.reversed(), keys: keys.reversed(), count: 5)
        #expect(one == other.reversed())
    }
}
