import RAGCore

/// The passages with which each passage is compared: its nearest ones of the same language and of others.
struct PassageNeighbours: Sendable {
    /// The positions of the neighbours of each passage, each pair once: the neighbour has the higher position.
    let lists: [[Int]]

    init(languages: [Language?], vectors: VectorTable, count: Int, foreignCount: Int) async throws {
        let centred = vectors.centred(byLanguage: languages)
        let groups = [Language.chinese, .english, nil].map { language in
            languages.indices.filter { languages[$0] == language }
        }
        var lists = [Set<Int>](repeating: [], count: languages.count)
        func add(_ a: Int, _ b: Int) { if a != b { lists[min(a, b)].insert(max(a, b)) } }
        for own in groups where !own.isEmpty {
            let rows = centred.rows(own)
            let nearest = try await NeighbourTable.nearest(in: rows, count: count)
            for (place, position) in nearest.positions.enumerated() {
                add(own[place / nearest.width], own[Int(position)])
            }
            for others in groups where !others.isEmpty && others != own {
                let foreign = try await NeighbourTable.nearest(of: rows, in: centred.rows(others), count: foreignCount)
                for (place, position) in foreign.positions.enumerated() {
                    add(own[place / foreign.width], others[Int(position)])
                }
            }
        }
        self.lists = lists.map { $0.sorted() }
    }
}
