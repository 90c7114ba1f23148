import OpenAIClient
import RAGCore

extension Settings {
    /// The settings below `embedding`.
    package struct Embedding: Sendable {
        /// The embedding model.
        package let model: ModelChoice
        /// Dimensions to ask the service for; nil for those of the model.
        package let dimensions: Int?
        /// Most texts in one request to a service.
        package let batchSize: Int
        /// Most requests to a service at once.
        package let concurrency: Int
        /// Price of a million tokens; nil where it is not known.
        package let pricePerMillionTokens: Double?

        init(_ reader: inout SettingsReader, environment: [String: String]) throws {
            model = try reader.model("embedding", environment: environment)
            dimensions = try reader.optionalInteger("embedding.dimensions", in: 1...65_536)
            batchSize = try reader.integer("embedding.batch-size", default: 256, in: 1...2_048)
            pricePerMillionTokens = try reader.optionalNumber("embedding.price-per-million-tokens", in: 0...100_000)
            concurrency = try reader.integer("embedding.concurrency", default: 4, in: 1...64)
        }
    }

    /// The settings below `completion`. What the program does with them depends on the model: see `ModelProfile`.
    package struct Completion: Sendable {
        /// The completion model.
        package let model: ModelChoice
        /// Randomness of the answers; 0 for the likeliest words.
        package let temperature: Double
        /// Most tokens of an answer.
        package let answerTokens: Int
        /// Most tokens of passages in a prompt; nil for what suits the model.
        package let contextTokens: Int?
        /// Most tokens of earlier turns in a prompt; nil for what suits the model.
        package let memoryTokens: Int?
        /// Tokens that the model of a service takes, prompt and answer together.
        package let windowTokens: Int
        /// Most requests to a service at once and in a minute, for jobs that make many.
        package let pace: PacingLimits
        /// Price of a million tokens; nil where it is not known.
        package internal(set) var price: TokenPrice?

        /// Reads everything but the price.
        init(_ reader: inout SettingsReader, environment: [String: String]) throws {
            model = try reader.model("completion", environment: environment)
            temperature = try reader.optionalNumber("completion.temperature", in: 0...2) ?? 0
            answerTokens = try reader.integer("completion.answer-tokens", default: 400, in: 16...32_768)
            contextTokens = try reader.optionalInteger("completion.context-tokens", in: 64...1_000_000)
            pace = PacingLimits(
                concurrency: try reader.integer("completion.concurrency", default: 32, in: 1...1_000),
                requestsPerMinute: try reader.optionalInteger("completion.requests-per-minute", in: 1...10_000_000),
                tokensPerMinute: try reader.optionalInteger("completion.tokens-per-minute", in: 1...1_000_000_000)
            )
            memoryTokens = try reader.optionalInteger("completion.memory-tokens", in: 0...1_000_000)
            windowTokens = try reader.integer("completion.window-tokens", default: 32_768, in: 512...10_000_000)
        }
    }

    /// The settings below `engine`: the completion model on this machine.
    package struct Engine: Sendable {
        /// Threads of the engine; nil for what suits the processor.
        package let threads: Int?
        /// Tokens that the engine takes, prompt and answer together.
        package let contextTokens: Int
        /// Minutes without a question after which the engine ends.
        package let idleMinutes: Int

        init(_ reader: inout SettingsReader) throws {
            threads = try reader.optionalInteger("engine.threads", in: 1...256)
            contextTokens = try reader.integer("engine.context-tokens", default: 4_096, in: 512...131_072)
            idleMinutes = try reader.integer("engine.idle-minutes", default: 15, in: 0...10_080)
        }
    }

    /// The settings below `network`: patience with services, and headers that name the account.
    package struct Network: Sendable {
        /// How long a request may take in its stages.
        package let timeouts: HTTPTimeouts
        /// Most attempts at one request.
        package let attempts: Int
        /// Headers that name organization and project, as the OpenAI SDKs send them.
        package let headers: [String: String]

        init(_ reader: inout SettingsReader, environment: [String: String]) throws {
            headers = [
                "OpenAI-Organization": environment["OPENAI_ORG_ID"] ?? "",
                "OpenAI-Project": environment["OPENAI_PROJECT_ID"] ?? "",
            ].filter { !$0.value.isEmpty }
            timeouts = HTTPTimeouts(
                connect: .seconds(try reader.integer("network.connect-seconds", default: 10, in: 1...600)),
                firstByte: .seconds(try reader.integer("network.first-byte-seconds", default: 120, in: 1...3_600)),
                idle: .seconds(try reader.integer("network.idle-seconds", default: 60, in: 1...3_600))
            )
            attempts = try reader.integer("network.attempts", default: 3, in: 1...20)
        }
    }
}

extension SettingsReader {
    /// Reads `<role>.input-price-per-million-tokens` and `.output-price-…`; nil where neither is set. Throws
    /// `RAGError`.
    mutating func tokenPrice(_ role: String) throws -> TokenPrice? {
        let input = try optionalNumber("\(role).input-price-per-million-tokens", in: 0...100_000)
        let output = try optionalNumber("\(role).output-price-per-million-tokens", in: 0...100_000)
        return input == nil && output == nil ? nil : TokenPrice(input: input ?? 0, output: output ?? 0)
    }
}
