import Foundation
import OpenAIClient
import RAGCore
import Testing

@testable import Application

@Suite struct ModelProfileTests {
    /// Loads the settings of a temporary workspace.
    private func load(_ flags: [String: String] = [:], _ environment: [String: String] = [:]) async throws -> Settings {
        var settings: Settings?
        try await withWorkspace { workspace in
            settings = try await Settings.load(workspace: workspace, flags: flags, environment: environment)
        }
        return try #require(settings)
    }

    @Test(
        "auto is a service if there is a key or an address, and this machine otherwise",
        arguments: [
            ([:], .local), (["OPENAI_API_KEY": ""], .local), (["OPENAI_API_KEY": "sk-1"], .openai),
            (["OPENAI_BASE_URL": "http://localhost:1/v1"], .openai), (["KEFU_COMPLETION_API_KEY": "sk-2"], .openai),
            (["KEFU_EMBEDDING_API_KEY": "sk-3"], .local),
            (["OPENAI_API_KEY": "sk-1", "KEFU_COMPLETION_PROVIDER": "none"], .none),
        ] as [([String: String], ModelChoice.Provider)]
    )
    func auto(environment: [String: String], provider: ModelChoice.Provider) async throws {
        #expect(try await load([:], environment).completion.model.provider == provider)
        #expect(try await load(["completion.provider": "local"], environment).completion.model.provider == .local)
    }

    @Test("our own key and address precede those of the SDKs")
    func precedence() async throws {
        let environment = [
            "OPENAI_API_KEY": "sk-all", "OPENAI_BASE_URL": "http://all/v1", "KEFU_EMBEDDING_API_KEY": "sk-own",
            "KEFU_EMBEDDING_BASE_URL": "http://own/v1",
        ]
        let settings = try await load([:], environment)
        #expect(settings.embedding.model.apiKey == "sk-own" && settings.embedding.model.baseURL == "http://own/v1")
        #expect(settings.completion.model.apiKey == "sk-all" && settings.completion.model.baseURL == "http://all/v1")
        #expect(try await load().completion.model.baseURL == "https://api.openai.com/v1")
    }

    @Test(
        "the key of OpenAI goes to OpenAI and to its own address, and nowhere else",
        arguments: [
            ("https://api.openai.com/v1", true), ("https://API.openai.com:443/v2", true), ("http://all/other", true),
            ("http://other/v1", false), ("http://all:81/v1", false), ("https://all/v1", false),
            ("https://api.openai.com.evil.example/v1", false), ("http://api.openai.com/v1", false),
        ]
    )
    func keyOfOpenAI(address: String, isSent: Bool) async throws {
        let environment = ["OPENAI_API_KEY": "sk-all", "OPENAI_BASE_URL": "http://all/v1"]
        for role in ["embedding", "completion"] {
            let settings = try await load(["\(role).base-url": address], environment)
            let model = role == "embedding" ? settings.embedding.model : settings.completion.model
            #expect(model.apiKey == (isSent ? "sk-all" : nil) && model.provider == .openai)
        }
        let own = ["OPENAI_API_KEY": "sk-all", "KEFU_COMPLETION_API_KEY": "sk-own"]
        #expect(try await load(["completion.base-url": address], own).completion.model.apiKey == "sk-own")
    }

    @Test("a reranker elsewhere does not get the key of the other models")
    func rerankerKey() async throws {
        let environment = ["OPENAI_API_KEY": "sk-all", "OPENAI_BASE_URL": "http://all/v1"]
        let same = try await load([:], environment).retrieval.reranker
        #expect(same.apiKey == "sk-all" && same.baseURL == "http://all/v1")
        let other = try await load(["reranking.base-url": "http://other/v1"], environment).retrieval.reranker
        #expect(other.apiKey == nil && other.baseURL == "http://other/v1")
    }

    @Test("a service: long prompts, many questions at once, a second call, no quoting")
    func service() async throws {
        let settings = try await load(["completion.concurrency": "5"], ["OPENAI_API_KEY": "sk-1"])
        #expect(
            settings.profile
                == ModelProfile(
                    name: "gpt-4.1-mini",
                    runsLocally: false,
                    windowTokens: 32_768,
                    contextTokens: 3_000,
                    memoryTokens: 2_000,
                    timeouts: HTTPTimeouts(connect: .seconds(10), firstByte: .seconds(120), idle: .seconds(60)),
                    concurrentQuestions: 10,
                    allowsSecondCall: true,
                    quotesOnFailure: false,
                    hasLogProbabilities: true
                )
        )
        let other = try await load([:], ["OPENAI_BASE_URL": "http://localhost:1/v1"])
        #expect(!other.profile.hasLogProbabilities)
    }

    @Test("the model on this machine: short prompts, patience, one question at once, quoting if it fails")
    func local() async throws {
        let settings = try await load(["engine.context-tokens": "2048", "network.connect-seconds": "3"])
        #expect(
            settings.profile
                == ModelProfile(
                    name: "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
                    runsLocally: true,
                    windowTokens: 2_048,
                    contextTokens: 400,
                    memoryTokens: 300,
                    timeouts: HTTPTimeouts(connect: .seconds(3), firstByte: .seconds(600), idle: .seconds(120)),
                    concurrentQuestions: 1,
                    allowsSecondCall: false,
                    quotesOnFailure: true,
                    hasLogProbabilities: true
                )
        )
        let patient = try await load(["network.first-byte-seconds": "900", "network.idle-seconds": "300"])
        #expect(patient.profile.timeouts.firstByte == .seconds(900))
        #expect(patient.profile.timeouts.idle == .seconds(300))
        // If the model cannot be used, passages are quoted, and a prompt need not be short.
        #expect(settings.quotingProfile.contextTokens == 3_000)
        #expect(!settings.quotingProfile.runsLocally)
    }

    @Test("no model: passages are quoted, on all cores")
    func none() async throws {
        let settings = try await load(["completion.provider": "none"], ["OPENAI_API_KEY": "sk-1"])
        #expect(settings.profile == settings.quotingProfile)
        #expect(settings.profile.name == "none")
        #expect(settings.profile.contextTokens == 3_000)
        #expect(!settings.profile.runsLocally && !settings.profile.allowsSecondCall)
        #expect(settings.profile.concurrentQuestions == 2 * ProcessInfo.processInfo.activeProcessorCount)
    }

    @Test("what is set holds for every model", arguments: ["openai", "local", "none"])
    func explicit(provider: String) async throws {
        let flags = [
            "completion.provider": provider, "completion.context-tokens": "777", "completion.memory-tokens": "0",
            "completion.model": "m",
        ]
        let settings = try await load(flags)
        #expect(settings.profile.contextTokens == 777)
        #expect(settings.profile.memoryTokens == 0)
        #expect(settings.profile.name == (provider == "none" ? "none" : "m"))
    }
}
