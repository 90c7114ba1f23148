import Synchronization

/// Shows on the progress line that work is in progress, and for how many seconds. Without a terminal it shows nothing.
final class Spinner: Sendable {
    private let console: Console
    /// The task that moves the spinner; nil while nothing is shown.
    private let ticker = Mutex<Task<Void, Never>?>(nil)

    init(console: Console) { self.console = console }

    deinit { stop() }

    /// Shows `work` in place of what was shown before.
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

    /// Removes the spinner.
    func stop() {
        let task = ticker.withLock { ticker in
            defer { ticker = nil }
            return ticker
        }
        guard let task else { return }
        task.cancel()
        console.endProgress()
    }

    /// Draws one frame, under the lock so that nothing is drawn after `stop`.
    private func tick(_ work: String, _ frame: Int, seconds: Int) {
        ticker.withLock { ticker in
            guard ticker != nil else { return }
            let sign = Self.frames[frame % Self.frames.count]
            console.progress("\(sign) \(work) …" + (seconds == 0 ? "" : " \(seconds) s"))
        }
    }

    private static let frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
}
