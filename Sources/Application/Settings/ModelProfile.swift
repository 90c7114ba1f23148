import Foundation
import OpenAIClient

/// The properties of the completion model that the rest of the program depends on. Resolved once, when the settings are
/// loaded.
package struct ModelProfile: Sendable, Hashable {
    /// Name of the model as it is set; `none` where passages are quoted.
    package let name: String
    /// Whether the model runs on this machine.
    package let runsLocally: Bool
    /// Tokens that the model takes, prompt and answer together.
    package let windowTokens: Int
    /// Most tokens of passages in a prompt.
    package let contextTokens: Int
    /// Most tokens of earlier turns in a prompt; 0 to remember nothing.
    package let memoryTokens: Int
    /// How long the program waits for the model.
    package let timeouts: HTTPTimeouts
    /// Questions of a file that are answered at once.
    package let concurrentQuestions: Int
    /// Whether the model may be called a second time for one answer: to write a question out before the search, and to
    /// sum up a conversation after the answer.
    package let allowsSecondCall: Bool
    /// Whether passages are quoted if the model fails before its first word.
    package let quotesOnFailure: Bool
    /// Whether the model reports the log-probabilities of its tokens, if it is asked to.
    package let hasLogProbabilities: Bool
}

extension ModelProfile {
    /// Creates the profile of a model of a service that speaks the OpenAI protocol.
    init(service settings: Settings.Completion, timeouts: HTTPTimeouts) {
        self.init(
            name: settings.model.name ?? DefaultModels.completion,
            runsLocally: false,
            windowTokens: settings.windowTokens,
            contextTokens: settings.contextTokens ?? Self.serviceContext,
            memoryTokens: settings.memoryTokens ?? Self.serviceMemory,
            timeouts: timeouts,
            // Twice what the service is asked at once, so that it is kept busy while other rows are searched for.
            concurrentQuestions: 2 * settings.pace.concurrency,
            allowsSecondCall: true,
            quotesOnFailure: false,
            // Many services that speak the protocol leave them out.
            hasLogProbabilities: settings.model.isOpenAI
        )
    }

    /// Creates the profile of the model that llama.cpp runs on this machine. It reads 30 to 70 tokens a second, so a
    /// prompt is short, a first word may take minutes on busy cores, and a second call for one answer would take too
    /// long.
    init(local settings: Settings.Completion, engine: Settings.Engine, timeouts: HTTPTimeouts) {
        var patient = timeouts
        patient.firstByte = max(timeouts.firstByte, .seconds(600))
        patient.idle = max(timeouts.idle, .seconds(120))
        self.init(
            name: settings.model.name ?? DefaultModels.engine,
            runsLocally: true,
            windowTokens: engine.contextTokens,
            contextTokens: settings.contextTokens ?? 400,
            memoryTokens: settings.memoryTokens ?? 300,
            timeouts: patient,
            // The engine answers one question after the other.
            concurrentQuestions: 1,
            allowsSecondCall: false,
            quotesOnFailure: true,
            hasLogProbabilities: true
        )
    }

    /// Creates the profile for answers without a completion model: passages are quoted.
    init(quoting settings: Settings.Completion, timeouts: HTTPTimeouts) {
        self.init(
            name: "none",
            runsLocally: false,
            windowTokens: settings.windowTokens,
            contextTokens: settings.contextTokens ?? Self.serviceContext,
            memoryTokens: settings.memoryTokens ?? Self.serviceMemory,
            timeouts: timeouts,
            // A search waits for the disk part of the time.
            concurrentQuestions: 2 * ProcessInfo.processInfo.activeProcessorCount,
            allowsSecondCall: false,
            quotesOnFailure: false,
            hasLogProbabilities: false
        )
    }

    private static let serviceContext = 3_000
    private static let serviceMemory = 2_000
}
