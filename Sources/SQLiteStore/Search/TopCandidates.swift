/// The best of many scored numbers, in space for the best alone: a binary heap whose root is the worst that is kept.
///
/// Entries that tie with the worst are all kept beside the heap, so that another order can decide between them.
struct TopCandidates {
    typealias Entry = (score: Float, id: Int64)

    private let limit: Int
    private var heap: [Entry] = []
    private var tied: [Entry] = []

    /// Keeps the best `limit` (at least 1) and what ties with the last of them.
    init(limit: Int) {
        precondition(limit > 0)
        self.limit = limit
    }

    /// What is kept, in no order.
    var entries: [Entry] { heap + tied }

    /// Offers one entry; a score that is not a number is passed over.
    mutating func insert(_ score: Float, _ id: Int64) {
        guard !score.isNaN else { return }
        if heap.count < limit {
            heap.append((score, id))
            siftUp()
        } else if score > heap[0].score {
            let dropped = heap[0]
            heap[0] = (score, id)
            siftDown()
            if heap[0].score > dropped.score { tied.removeAll() } else { tied.append(dropped) }
        } else if score == heap[0].score {
            tied.append((score, id))
        }
    }

    private mutating func siftUp() {
        var child = heap.count - 1
        while child > 0, heap[child].score < heap[(child - 1) / 2].score {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func siftDown() {
        var parent = 0
        while true {
            let children = (2 * parent + 1)..<min(2 * parent + 3, max(heap.count, 2 * parent + 1))
            guard let least = children.min(by: { heap[$0].score < heap[$1].score }),
                heap[least].score < heap[parent].score
            else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
