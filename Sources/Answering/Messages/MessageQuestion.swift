import Lexicon

/// A question of a message, with the words around it that it may depend on.
package struct MessageQuestion: Sendable, Hashable {
    /// The clauses that ask, in the customer's words.
    package let text: String
    /// The clauses next to it that tell what it is about, nearest last; empty if there are none.
    package let background: String

    /// The background and the question in one text.
    var textWithBackground: String { [background, text].filter { !$0.isEmpty }.joined(separator: " ") }

    /// Creates a question.
    package init(text: String, background: String = "") {
        self.text = text
        self.background = background
    }

    /// Whether its own words name what it is about: three Chinese characters or two Latin words of content, and
    /// nothing that refers back.
    var isComplete: Bool { contentWeight >= Self.completeWeight && !FollowUp.refersBack(text) }

    /// The content of its own words in Chinese characters.
    private var contentWeight: Int {
        Terms.phrases(of: text).reduce(0) { sum, phrase in
            sum + (phrase.first?.isHanCharacter ?? false ? phrase.count : Self.latinWeight)
        }
    }

    /// The weight, 0 to 1, of a search for its own words beside one that includes the background.
    var independence: Float {
        if background.isEmpty { return 1 }
        if isComplete { return Self.complete }
        // `我该怎么办？` says nothing without what was told before it.
        if contentWeight < Self.latinWeight { return 0 }
        return FollowUp.refersBack(text) ? Self.referring : Self.short
    }

    /// A Latin word counts as much as this number of Chinese characters.
    private static let latinWeight = 2
    private static let completeWeight = 3
    private static let (referring, short, complete): (Float, Float, Float) = (0.2, 0.5, 0.8)
}
