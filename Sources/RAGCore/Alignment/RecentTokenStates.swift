/// The states of the most recently used passages in memory, about 40 MB of them, in front of a persistent cache.
package struct RecentTokenStates: TokenStateCache {
    private struct Key: Hashable {
        let passage: ExactText
        let form: String
    }

    private let recent = RecentCache<Key, PassageTokens>(capacity: 512)
    private let base: (any TokenStateCache)?

    /// Creates an empty cache in front of `base`, or one that stands alone if `base` is nil.
    package init(before base: (any TokenStateCache)? = nil) { self.base = base }

    /// Returns states from memory; reads the others from the base and remembers them.
    package func tokens(of passages: [ExactText], form: String) async throws -> [ExactText: PassageTokens] {
        var found: [ExactText: PassageTokens] = [:]
        for passage in passages { found[passage] = recent[Key(passage: passage, form: form)] }
        let others = passages.filter { found[$0] == nil }
        guard let base, !others.isEmpty else { return found }
        let kept = try await base.tokens(of: others, form: form)
        remember(kept, form)
        return found.merging(kept) { $1 }
    }

    /// Remembers states first, then keeps them in the base.
    package func keep(_ tokens: [ExactText: PassageTokens], form: String) async throws {
        remember(tokens, form)
        try await base?.keep(tokens, form: form)
    }

    private func remember(_ tokens: [ExactText: PassageTokens], _ form: String) {
        for (passage, states) in tokens { recent[Key(passage: passage, form: form)] = states }
    }
}
