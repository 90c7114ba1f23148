import RAGCore

/// Which texts belong to topics: small communities join larger ones, and texts that fit nowhere are left out.
struct TopicFit {
    /// The rows of each topic, ascending.
    let topics: [[Int]]

    /// Decides for the rows of `table` and their communities, numbered from 0.
    init(_ table: VectorTable, _ communities: [Int32]) {
        let number = Int(communities.max() ?? -1) + 1
        let lists = NodeLists(communities, number: number)
        topics = (0..<number).map { lists[$0].map(Int.init) }.filter { $0.count >= TopicGrouping.leastTexts }
    }
}
