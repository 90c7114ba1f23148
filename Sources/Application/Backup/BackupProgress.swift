/// How far a backup or a restore is.
package struct BackupProgress: Sendable, Hashable {
    /// The work that is done now.
    package enum Step: Sendable, Hashable {
        /// Databases are copied.
        case copying
        /// Databases are read to the end and checked.
        case checking
        /// Files are packed.
        case packing
        /// Files are unpacked.
        case unpacking
    }

    /// The work that is done now.
    package let step: Step
    /// The bytes of this step that are done.
    package let done: Int
    /// All bytes of this step.
    package let total: Int
}

/// Counts the bytes of a step, and reports them about a hundred times in all.
final class ByteCount {
    private let step: BackupProgress.Step
    private let total: Int
    private let report: (BackupProgress) -> Void
    private var done = 0
    private var reported = 0

    init(_ step: BackupProgress.Step, total: Int, report: @escaping (BackupProgress) -> Void) {
        self.step = step
        self.total = total
        self.report = report
    }

    /// Adds bytes. Throws `CancellationError` if the work is to stop.
    func add(_ bytes: Int) throws {
        try Task.checkCancellation()
        done += bytes
        guard done - reported >= total / 100 else { return }
        reported = done
        report(BackupProgress(step: step, done: done, total: max(total, done)))
    }
}
