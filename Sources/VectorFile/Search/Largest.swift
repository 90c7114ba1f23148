/// The `limit` largest of the numbers that were inserted.
struct Largest {
    private let limit: Int
    /// A binary heap with the smallest number at the root.
    private var heap: [Float] = []

    init(_ limit: Int) {
        self.limit = limit
    }

    /// The numbers, in no particular order.
    var numbers: [Float] { heap }

    /// The smallest of them, which a new number must exceed to enter. Minus infinity until there are `limit` numbers.
    var least: Float { heap.count < limit ? -.infinity : heap[0] }

    mutating func insert(_ number: Float) {
        if heap.count < limit {
            heap.append(number)
            var child = heap.count - 1
            while child > 0, heap[child] < heap[(child - 1) / 2] {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        } else if number > heap[0] {
            heap[0] = number
            var parent = 0
            while true {
                var least = parent
                for child in [2 * parent + 1, 2 * parent + 2] where child < limit && heap[child] < heap[least] {
                    least = child
                }
                guard least != parent else { return }
                heap.swapAt(parent, least)
                parent = least
            }
        }
    }
}
