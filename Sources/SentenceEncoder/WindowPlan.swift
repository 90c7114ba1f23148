/// A plan that splits texts into windows and groups windows for the network.
///
/// A text that is longer than a window is cut into windows without overlap, as the reference does. Nothing is dropped.
/// Windows then form groups of at most `budget` tokens, or of one window. A group is the unit of work of a thread:
/// large enough that unpacking the weights costs little, small enough to limit memory and the delay of a cancellation.
struct WindowPlan: Equatable {
    /// A range of the tokens of one text.
    struct Window: Equatable {
        let text: Int
        let tokens: Range<Int>
        /// The tokens in the network, with both marks.
        var length: Int { tokens.count + 2 }
    }

    /// Groups of windows, the longest windows first. Every window is in one group.
    let groups: [[Window]]

    /// Plans the work.
    /// - Parameters:
    ///   - tokenCounts: the tokens of each text without marks.
    ///   - window: the most tokens of a window without marks.
    ///   - budget: the most tokens of a group with marks, unless it is one window.
    ///   - threads: the number of groups that run at the same time.
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
