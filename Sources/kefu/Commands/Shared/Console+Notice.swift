import Application
import RAGCore

extension Console {
    /// Shows a notice: on the progress line if it passes by itself, else as a line on stderr.
    func show(_ notice: Notice) {
        switch notice {
        case .startingModel(let name): progress("starting the local model \(name) …")
        case .quotesPassages(let reason): error("\(reason.description) Until then the best passages are quoted.")
        case .waiting(let failure, let pause):
            error("\(failure.message). Asking again in \(Int(pause / .seconds(1))) s.")
        case .conversationNotStored(let reason): error("The conversation is not stored: \(reason)")
        }
    }
}

extension Assembly {
    /// Creates an assembly whose notices `console` shows.
    init(_ settings: Settings, console: Console) { self.init(settings, notify: console.show) }
}
