/// A chunker from what it wrote down of itself.
extension Chunker {
    /// The chunker whose `recipe` this is; nil where this version of the program has none.
    package init?(recipe: String) {
        let numbers = recipe.split(separator: " ").last?.split(separator: "+").compactMap { Int($0) } ?? []
        guard numbers.count == 2 else { return nil }
        self.init(budget: numbers[0], overlap: numbers[1])
        guard self.recipe == recipe else { return nil }
    }
}
