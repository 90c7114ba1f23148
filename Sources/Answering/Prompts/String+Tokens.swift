import RAGCore

extension String {
    /// Returns the text if it has at most `tokens` tokens, otherwise its longest beginning that fits, followed by
    /// `…`.
    func cut(toTokens tokens: Int) -> String {
        guard TokenEstimator.count(self) > tokens else { return self }
        var (fits, fails) = (0, count)
        while fails - fits > 1 {
            let middle = (fits + fails) / 2
            if TokenEstimator.count(prefix(middle)) < tokens { fits = middle } else { fails = middle }
        }
        return fits == 0 ? "" : prefix(fits) + "…"
    }
}
