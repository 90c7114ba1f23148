import RAGCore

/// A queue of documents on their way into the store. It chooses the next step and does nothing itself.
///
/// Documents are stored in the order of the plan. A text is looked up once and embedded once, however many documents
/// need it: it is `pending` as long as one of them waits, and in the cache after that.
struct RefreshQueue {
    /// Bounds for the work in progress.
    struct Limits: Sendable, Hashable {
        /// Reading steps at the same time; bytes of the files that all of them read together; documents of one step.
        var readers = 2
        var bytesRead = 4 << 20
        var documentsPerRead = 16
        /// Weight in bytes of the documents that wait for embeddings; above it nothing more is read.
        var weightWaiting = 16 << 20
        var embedders = 1
        var batchSize = 64
        /// Documents, and their weight in bytes, that justify a transaction.
        var documentsStored = 256
        var weightStored = 4 << 20
        /// Longest time that a complete document waits for others to be stored with it, checked at each event.
        var pause: Duration = .seconds(1)
    }

    /// A document that was read, or an empty slot if that failed.
    private struct Slot {
        var document: IndexedDocument?
        var emptiedPath: String?
        /// Number of texts without an embedding.
        var missing = 0
        var weight = 0
    }

    private let limits: Limits
    /// Path and size in bytes of each document to read.
    private let files: [(path: String, byteCount: Int)]
    /// Documents that are read but not stored, by their place in the plan.
    private var slots: [Int: Slot] = [:]
    private var nextToRead = 0
    private var nextToStore = 0
    /// Texts without an embedding, and the places of the documents that wait for them.
    private var pending: [TextHash: [Int]] = [:]
    private var unlooked: [WantedText] = []
    private var wanted: [EmbeddingRole: [WantedText]] = [:]

    private var reading = 0
    private var bytesReading = 0
    private var weightWaiting = 0
    private var isLooking = false
    private var embedding = 0
    private var isStoring = false
    private var lastStore: ContinuousClock.Instant
    private var isStopped = false

    init(files: [(path: String, byteCount: Int)], limits: Limits, now: ContinuousClock.Instant) {
        self.files = files
        self.limits = limits
        lastStore = now
    }

    // MARK: Choosing steps

    /// Returns the next step to start now, or nil if a running one must end first or all is done.
    mutating func nextStep(now: ContinuousClock.Instant) -> RefreshStep? {
        storeStep(now: now) ?? lookStep() ?? embedStep() ?? readStep()
    }

    private mutating func readStep() -> RefreshStep? {
        guard canRead, reading < limits.readers else { return nil }
        var (end, bytes) = (nextToRead, 0)
        while end < files.count, end - nextToRead < limits.documentsPerRead {
            let more = files[end].byteCount
            guard bytes == 0 || bytes + more <= limits.bytesRead / limits.readers else { break }
            bytes += more
            end += 1
        }
        guard reading == 0 || bytesReading + bytes <= limits.bytesRead else { return nil }
        let range = nextToRead..<end
        nextToRead = end
        reading += 1
        bytesReading += bytes
        return .read(range)
    }

    private var canRead: Bool { nextToRead < files.count && weightWaiting < limits.weightWaiting }

    private mutating func lookStep() -> RefreshStep? {
        guard !isLooking, !unlooked.isEmpty else { return nil }
        isLooking = true
        defer { unlooked = [] }
        return .look(unlooked)
    }

    /// Returns a full batch, or a smaller one if no more texts can come.
    private mutating func embedStep() -> RefreshStep? {
        guard embedding < limits.embedders,
            let (role, texts) = wanted.max(by: { ($0.value.count, $1.key.rawValue) < ($1.value.count, $0.key.rawValue) }
            ),
            !texts.isEmpty
        else { return nil }
        let comesMore = reading > 0 || isLooking || !unlooked.isEmpty || canRead
        // A partial batch goes only if nothing else will make room for more documents.
        let isLast = nextToRead == files.count || embedding == 0
        guard texts.count >= limits.batchSize || (!comesMore && isLast) else { return nil }
        embedding += 1
        wanted[role] = Array(texts.dropFirst(limits.batchSize))
        return .embed(Array(texts.prefix(limits.batchSize)))
    }

    private mutating func storeStep(now: ContinuousClock.Instant) -> RefreshStep? {
        guard !isStoring else { return nil }
        let (places, weight) = wholePlaces()
        let whole = places.compactMap { slots[$0] }
        let isEnough = places.count >= limits.documentsStored || weight >= limits.weightStored
        let isIdle = reading == 0 && !isLooking && unlooked.isEmpty && embedding == 0 && !canRead
        guard !places.isEmpty, isEnough || isIdle || now - lastStore >= limits.pause else { return nil }
        for place in places { slots[place] = nil }
        nextToStore += places.count
        weightWaiting -= weight
        let (documents, emptied) = (whole.compactMap(\.document), whole.compactMap(\.emptiedPath))
        guard !documents.isEmpty || !emptied.isEmpty else { return storeStep(now: now) }
        isStoring = true
        return .store(documents, emptied: emptied)
    }

    /// Returns the places of the documents to store together, with their weight: the first ones in the order of the
    /// plan.
    private func wholePlaces() -> ([Int], weight: Int) {
        let candidates =
            isStopped ? slots.keys.sorted() : Array(nextToStore..<min(nextToRead, nextToStore + slots.count))
        var (places, weight): ([Int], Int) = ([], 0)
        for place in candidates {
            guard places.count < limits.documentsStored, weight < limits.weightStored else { break }
            if let slot = slots[place], slot.missing == 0 {
                places.append(place)
                weight += slot.weight
            } else if !isStopped {
                break
            }
        }
        return (places, weight)
    }

    // MARK: Recording results

    /// Adds documents that were read. Returns the number of their texts, and how many of these other documents wait for
    /// already.
    mutating func add(_ outcomes: [ReadingOutcome], at range: Range<Int>) -> (texts: Int, shared: Int) {
        reading -= 1
        bytesReading -= files[range].reduce(0) { $0 + $1.byteCount }
        var (texts, shared) = (0, 0)
        for (place, outcome) in zip(range, outcomes) {
            switch outcome {
            case .failed: slots[place] = Slot()
            case .empty: slots[place] = Slot(emptiedPath: files[place].path)
            case .prepared(let document):
                slots[place] = Slot(
                    document: document.indexed,
                    missing: document.texts.count,
                    weight: document.weight
                )
                weightWaiting += document.weight
                texts += document.texts.count
                for text in document.texts {
                    if pending[text.hash] != nil { shared += 1 } else if !isStopped { unlooked.append(text) }
                    pending[text.hash, default: []].append(place)
                }
            }
        }
        return (texts, shared)
    }

    /// Takes the cache's answer for `texts`.
    mutating func resolve(_ texts: [WantedText], known: Set<TextHash>) {
        isLooking = false
        for text in texts {
            if known.contains(text.hash) {
                settle(text)
            } else if !isStopped {
                wanted[text.role, default: []].append(text)
            }
        }
    }

    /// Takes texts whose embeddings are in the cache now.
    mutating func resolve(embedded texts: [WantedText]) {
        embedding -= 1
        texts.forEach { settle($0) }
    }

    /// Gives up the documents that wait for texts which cannot be embedded. Returns their paths by text, each document
    /// once.
    mutating func drop(_ texts: [WantedText]) -> [[String]] {
        texts.map { text in
            (pending[text.hash] ?? []).compactMap { place in
                guard slots[place]?.document != nil else { return nil }
                slots[place]?.document = nil
                return files[place].path
            }
        }
    }

    /// Records that a storing step has ended.
    mutating func noteStored(now: ContinuousClock.Instant) {
        isStoring = false
        lastStore = now
    }

    /// Records that `step` failed: nothing more is read or embedded. If it was embedding that failed, complete
    /// documents are still stored, in any order; otherwise none are.
    mutating func fail(_ step: RefreshStep) {
        isStopped = true
        nextToRead = files.count
        unlooked = []
        wanted = [:]
        switch step {
        case .embed: embedding -= 1
        case .read: reading -= 1
        case .look: isLooking = false
        case .store: isStoring = false
        }
        if case .embed = step { return }
        slots = [:]
    }

    private mutating func settle(_ text: WantedText) {
        for place in pending.removeValue(forKey: text.hash) ?? [] { slots[place]?.missing -= 1 }
    }
}
