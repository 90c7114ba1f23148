import Answering
import SentenceEncoder
import Synchronization

/// Parts that take time or memory to open, each opened once for all searches of an assembly.
///
/// Each has a lock of its own, because one is made of another.
final class SharedParts: Sendable {
    private let encoder = Mutex<SentenceEncoder?>(nil)
    private let aligner = Mutex<PassageAligner??>(nil)
    private let spelling = Mutex<(index: ObjectIdentifier, spelling: KnowledgeSpelling)?>(nil)

    /// Returns the local embedding model, which `open` opens the first time. Rethrows what `open` throws.
    func encoder(_ open: () throws -> SentenceEncoder) rethrows -> SentenceEncoder {
        try encoder.withLock { try $0.orSet(open) }
    }

    /// Returns what compares passages word by word, which `make` makes the first time; nil if there is none.
    func aligner(_ make: () -> PassageAligner?) -> PassageAligner? { aligner.withLock { $0.orSet(make) } }

    /// Returns what corrects questions by the words of the open index `index`, which `make` makes the first time. It
    /// follows the changes of the index by itself.
    func spelling(of index: ObjectIdentifier, _ make: () -> KnowledgeSpelling) -> KnowledgeSpelling {
        spelling.withLock { known in
            if let known, known.index == index { return known.spelling }
            let made = make()
            known = (index, made)
            return made
        }
    }
}

extension Optional {
    /// Returns the value; if there is none, the one that `make` returns, which is kept.
    fileprivate mutating func orSet(_ make: () throws -> Wrapped) rethrows -> Wrapped {
        if let self { return self }
        let value = try make()
        self = value
        return value
    }
}
