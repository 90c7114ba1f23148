/// How texts become work: which tokens of which text go through the network together.
///
/// A text longer than a window is cut into windows that follow on one another without overlap, as the reference does;
/// nothing is dropped. Windows then form groups of at most `budget` tokens (or one window), the unit of work of a
/// thread: large enough that unpacking the weights costs little, small enough to bound memory and the wait for a
/// cancellation.
struct WindowPlan: Equatable {
    /// A stretch of one text's tokens.
    struct Window: Equatable {
        let text: Int
        let tokens: Range<Int>
        /// Its length in the network, with both marks.
        var length: Int { tokens.count + 2 }
    }

    /// Groups of windows, the longest groups first; every window is in one.
    let groups: [[Window]]

    /// - Parameters:
    ///   - tokenCounts: tokens of each text, without marks.
    ///   - window: tokens of a window at most, without marks.
    ///   - threads: how many groups will run at once.
    init(tokenCounts: [Int], window: Int, budget: Int, threads: Int) {
        var windows: [Window] = []
        for (text, count) in tokenCounts.enumerated() {
            for start in stride(from: 0, to: max(count, 1), by: window) {
                windows.append(Window(text: text, tokens: start..<min(start + window, count)))
            }
        }
        let total = windows.reduce(0) { $0 + $1.length }
        let share = (total + threads - 1) / max(threads, 1)
        let limit = min(budget, max(share, 1))
        var groups: [[Window]] = []
        var length = 0
        for window in windows.sorted(by: { $0.length > $1.length }) {
            if groups.isEmpty || length + window.length > limit {
                groups.append([])
                length = 0
            }
            groups[groups.count - 1].append(window)
            length += window.length
        }
        self.groups = groups
    }
}
