import Synchronization

/// Shows on the progress line that something is under way, and for how long; nothing without a terminal.
final class Spinner: Sendable {
    private let console: Console
    /// Moves the line; nil before and after.
    private let ticker = Mutex<Task<Void, Never>?>(nil)

    init(console: Console) { self.console = console }

    deinit { stop() }

    /// Begins to show `work`, in place of what was shown.
    func start(_ work: String) {
        stop()
        guard console.showsProgress else { return }
        let start = ContinuousClock.now
        ticker.withLock { ticker in
            ticker = Task { [weak self] in
                var frame = 0
                while !Task.isCancelled {
                    self?.tick(work, frame, seconds: Int((ContinuousClock.now - start) / .seconds(1)))
                    frame += 1
                    try? await Task.sleep(for: .milliseconds(120))
                }
            }
        }
    }

    /// Removes what is shown.
    func stop() {
        let task = ticker.withLock { ticker in
            defer { ticker = nil }
            return ticker
        }
        guard let task else { return }
        task.cancel()
        console.endProgress()
    }

    /// Under the lock, so that nothing is shown after `stop`.
    private func tick(_ work: String, _ frame: Int, seconds: Int) {
        ticker.withLock { ticker in
            guard ticker != nil else { return }
            let sign = Self.frames[frame % Self.frames.count]
            console.progress("\(sign) \(work) …" + (seconds == 0 ? "" : " \(seconds) s"))
        }
    }

    private static let frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
}
