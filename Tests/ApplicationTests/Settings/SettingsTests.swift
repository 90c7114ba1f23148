import Answering
import Foundation
import Guard
import Privacy
import RAGCore
import Testing

@testable import Application

/// Loads the settings of a temporary workspace with this `kefu.yaml`.
private func load(
    _ configuration: String = "",
    flags: [String: String] = [:],
    environment: [String: String] = [:]
) async throws -> Settings {
    var settings: Settings?
    try await withWorkspace(configuration: configuration) { workspace in
        settings = try await Settings.load(workspace: workspace, flags: flags, environment: environment)
    }
    return try #require(settings)
}

/// The error of loading these settings.
private func failure(
    _ configuration: String = "",
    flags: [String: String] = [:],
    environment: [String: String] = [:]
) async throws -> RAGError {
    let error = await #expect(throws: RAGError.self) {
        _ = try await load(configuration, flags: flags, environment: environment)
    }
    return try #require(error)
}

@Suite struct SettingsTests {
    @Test("a flag precedes the environment, which precedes the file, which precedes the default")
    func precedence() async throws {
        let file = "retrieval:\n  top-k: 7\n  neighbours: 2\n"
        let environment = ["KEFU_RETRIEVAL_TOP_K": "8"]
        #expect(try await load().retrieval.topK == 4)
        #expect(try await load(file).retrieval.topK == 7)
        #expect(try await load(file, environment: environment).retrieval.topK == 8)
        let all = try await load(file, flags: ["retrieval.top-k": "9"], environment: environment)
        #expect(all.retrieval.topK == 9)
        #expect(all.retrieval.neighbours == 2, "a layer that does not set a value leaves it to the next")
        let reports = Dictionary(uniqueKeysWithValues: all.reports.map { ($0.name, $0) })
        #expect(reports["retrieval.top-k"]?.value == "9")
        #expect(reports["retrieval.top-k"]?.origin == "--set retrieval.top-k")
        #expect(reports["retrieval.neighbours"]?.origin == "kefu.yaml")
        #expect(reports["retrieval.hyde"]?.origin == "default")
        #expect(reports["completion.temperature"]?.value == "-")
        let named = try await load(environment: environment).reports.first { $0.name == "retrieval.top-k" }
        #expect(named?.origin == "KEFU_RETRIEVAL_TOP_K")
    }

    @Test("an empty variable and a file of comments set nothing")
    func emptyLayers() async throws {
        let settings = try await load("# nothing\n\n", environment: ["KEFU_RETRIEVAL_TOP_K": ""])
        #expect(settings.retrieval.topK == 4)
    }

    @Test("the defaults of each area")
    func defaults() async throws {
        let settings = try await load()
        let root = settings.workspace.root
        #expect(settings.knowledgeBase.folder.path == root.appending(path: "knowledge-base").path)
        #expect(settings.knowledgeBase.byteLimit == 20_000_000)
        #expect(settings.knowledgeBase.include.isEmpty && settings.knowledgeBase.exclude.isEmpty)
        #expect(settings.knowledgeBase.sources.isEmpty)
        #expect(settings.knowledgeBase.columns == nil)
        #expect(settings.prompts.path == root.appending(path: "prompts").path)
        #expect(settings.company[.chinese] == Company(name: "本公司", contact: "请致电本公司客服"))
        #expect(settings.company[.english]?.name == "our company")
        #expect(settings.embedding.batchSize == 256)
        #expect(settings.embedding.concurrency == 4)
        #expect(settings.embedding.dimensions == nil)
        #expect(settings.embedding.pricePerMillionTokens == nil)
        #expect(settings.completion.temperature == 0)
        #expect(settings.completion.answerTokens == 400)
        #expect(settings.completion.windowTokens == 32_768)
        #expect(settings.completion.contextTokens == nil && settings.completion.memoryTokens == nil)
        #expect(settings.completion.pace.concurrency == 32)
        #expect(settings.completion.price == nil)
        #expect(settings.engine.contextTokens == 4_096 && settings.engine.idleMinutes == 15)
        #expect(settings.engine.threads == nil)
        #expect(settings.retrieval.vectorWeight == 0.7)
        #expect(settings.retrieval.deduplicates && !settings.retrieval.hyde)
        #expect(settings.retrieval.mmr == nil)
        #expect(settings.retrieval.neighbours == 0 && settings.retrieval.multiQuery == 0)
        #expect(settings.retrieval.reranking == .none && settings.retrieval.rerankedPassages == 20)
        #expect(settings.policy.minimumConfidence == nil)
        #expect(settings.policy.unsupported == .mark)
        #expect(settings.policy.handoverTopics.isEmpty)
        #expect(settings.chunking.tokens == 256 && settings.chunking.overlapTokens == 32)
        #expect(settings.refresh.removalShare == 0.3 && settings.refresh.patience == .zero)
        #expect(settings.conversations.areStored)
        #expect(settings.conversations.keepDays == nil)
        #expect(settings.conversations.maskedKinds == Set(PrivateDataMask.Kind.allCases))
        #expect(settings.network.timeouts.connect == .seconds(10))
        #expect(settings.network.timeouts.firstByte == .seconds(120))
        #expect(settings.network.timeouts.idle == .seconds(60))
        #expect(settings.network.attempts == 3)
        #expect(settings.network.headers.isEmpty)
        #expect(settings.keepsChatHistory)
        #expect(!settings.marksCSV)
        #expect(settings.guards.questions.isEmpty && settings.guards.answers.isEmpty)
    }

    @Test("values arrive in their units")
    func units() async throws {
        let settings = try await load(
            """
            knowledge-base:
              megabytes: 3
              columns: question=标准问,answer=答复
            refresh:
              removal-percent: 45
              patience-minutes: 2
            completion:
              input-price-per-million-tokens: 0.4
            conversations:
              keep-days: 30
            network:
              idle-seconds: 7
            """,
            environment: ["OPENAI_ORG_ID": "org-1"]
        )
        #expect(settings.knowledgeBase.byteLimit == 3_000_000)
        #expect(settings.knowledgeBase.columns != nil)
        #expect(settings.refresh.removalShare == 0.45)
        #expect(settings.refresh.patience == .seconds(120))
        #expect(settings.completion.price == TokenPrice(input: 0.4, output: 0))
        #expect(settings.conversations.keepDays == 30)
        #expect(settings.network.timeouts.idle == .seconds(7))
        #expect(settings.network.headers == ["OpenAI-Organization": "org-1"])
    }

    @Test(
        "the bounds of numbers are accepted, and what is beyond them is refused with the bounds",
        arguments: [
            ("retrieval.top-k", "1", "0", "1 to 100"), ("retrieval.top-k", "100", "101", "1 to 100"),
            ("retrieval.vector-weight", "1", "1.01", "0.0 to 1.0"), ("retrieval.neighbours", "8", "9", "0 to 8"),
            ("embedding.batch-size", "2048", "2049", "1 to 2048"), ("embedding.concurrency", "64", "65", "1 to 64"),
            ("completion.temperature", "2", "2.1", "0.0 to 2.0"),
            ("completion.answer-tokens", "16", "15", "16 to 32768"),
            ("completion.context-tokens", "64", "63", "64 to 1000000"),
            ("completion.memory-tokens", "0", "-1", "0 to 1000000"),
            ("completion.window-tokens", "512", "511", "512 to 10000000"),
            ("policy.minimum-confidence", "0", "-0.1", "0.0 to 1.0"), ("chunking.tokens", "32", "31", "32 to 8000"),
            ("chunking.overlap-tokens", "2000", "2001", "0 to 2000"),
            ("refresh.removal-percent", "100", "101", "0 to 100"),
            ("refresh.patience-minutes", "1440", "1441", "0 to 1440"),
            ("conversations.keep-days", "1", "0", "1 to 36500"),
            ("engine.threads", "256", "257", "1 to 256"), ("engine.context-tokens", "512", "511", "512 to 131072"),
            ("engine.idle-minutes", "10080", "10081", "0 to 10080"), ("network.attempts", "20", "21", "1 to 20"),
            ("network.connect-seconds", "600", "601", "1 to 600"),
            ("network.idle-seconds", "3600", "3601", "1 to 3600"),
            ("knowledge-base.megabytes", "2000", "2001", "1 to 2000"), ("reranking.passages", "2", "1", "2 to 100"),
        ]
    )
    func bounds(name: String, inside: String, outside: String, words: String) async throws {
        let value = try await load(flags: [name: inside]).reports.first { $0.name == name }?.value
        #expect(value == inside)
        let error = try await failure(flags: [name: outside])
        #expect(error.code == .notConfigured)
        #expect(error.message == "The setting \(name) (--set \(name)) is \(outside)")
        #expect(error.hint?.contains(words) == true, "\(error.hint ?? "")")
    }

    @Test("a name that no setting has is refused, with the one that is meant")
    func names() async throws {
        #expect(try await failure(flags: ["retrieval.topk": "6"]).hint == "Perhaps retrieval.top-k is meant")
        let file = try await failure("retrieval:\n  topk: 6\n")
        #expect(file.message == "There is no setting retrieval.topk (kefu.yaml)")
        #expect(try await failure(flags: ["something.else.entirely": "6"]).hint == "`kefu status` lists all of them")
        let old = try await failure("completion:\n  remembered-turns: 6\n")
        #expect(old.hint?.hasPrefix("Write completion.memory-tokens instead") == true)
    }

    @Test("a file that is no YAML is refused with its path")
    func brokenFile() async throws {
        let error = try await failure("retrieval: [1,\n  : :")
        #expect(error.code == .notConfigured)
        #expect(error.message.contains("kefu.yaml cannot be read as YAML"), "\(error.message)")
    }

    @Test("lists are lists in the file, and words between commas elsewhere")
    func lists() async throws {
        let file = "policy:\n  handover-topics:\n    - 发票\n    - customs\n"
        #expect(try await load(file).policy.handoverTopics == ["发票", "customs"])
        #expect(try await load("policy:\n  handover-topics: 发票\n").policy.handoverTopics == ["发票"])
        let flag = try await load(file, flags: ["policy.handover-topics": "a, b,c"])
        #expect(flag.policy.handoverTopics == ["a", "b", "c"])
    }

    @Test("kinds of private data: those that are listed, all without a list, none for none")
    func masks() async throws {
        #expect(try await load(flags: ["privacy.mask": "none"]).conversations.maskedKinds.isEmpty)
        #expect(try await load(flags: ["privacy.mask": "Phone,email"]).conversations.maskedKinds == [.phone, .email])
        #expect(try await failure(flags: ["privacy.mask": "shoe"]).message == "The setting privacy.mask holds shoe")
    }

    @Test("an address is reported without its secrets, and a key not at all")
    func secrets() async throws {
        let settings = try await load(
            flags: ["completion.base-url": "https://me:pa55@host.example/v1?token=topsecret"],
            environment: ["KEFU_COMPLETION_API_KEY": "sk-hidden"]
        )
        #expect(settings.completion.model.baseURL == "https://me:pa55@host.example/v1?token=topsecret")
        #expect(settings.completion.model.apiKey == "sk-hidden")
        let shown = settings.reports.map(\.value).joined(separator: " ")
        #expect(shown.contains("https://host.example/v1"))
        for secret in ["pa55", "topsecret", "sk-hidden"] { #expect(!shown.contains(secret)) }
    }

    @Test("a source is a folder or a web site, with its own limits")
    func sources() async throws {
        let settings = try await load(
            """
            knowledge-base:
              sources: manuals, site
            source:
              manuals:
                path: ../manuals
                tags: [a, b]
                language: zh
              site:
                sitemap: https://a.example/sitemap.xml
                page-limit: 5
                megabytes: 2
            """
        )
        let sources = settings.knowledgeBase.sources
        #expect(sources.map(\.name) == ["manuals", "site"])
        #expect(sources[0].metadata == ["tags": ["a", "b"]])
        #expect(sources[0].language == .chinese)
        guard case .folder(let folder) = sources[0].location else { throw RAGError(.failed, "no folder") }
        #expect(folder.lastPathComponent == "manuals")
        guard case .web(let pages, let sitemap, let limit, let bytes) = sources[1].location else {
            throw RAGError(.failed, "no web site")
        }
        #expect(pages.isEmpty && sitemap == "https://a.example/sitemap.xml" && limit == 5 && bytes == 2_000_000)

        let neither = try await failure("knowledge-base:\n  sources: x\n")
        #expect(neither.hint == "Set either source.x.path, or source.x.pages and source.x.sitemap")
        let both = try await failure(
            "knowledge-base:\n  sources: x\nsource:\n  x:\n    path: a\n    pages: https://a.example\n"
        )
        #expect(both.message == "The source x has both a folder and web pages")
    }

    @Test("a list of words has words, from the settings or a file, and a reply")
    func guards() async throws {
        try await withWorkspace(
            configuration: """
                guard:
                  questions: rude
                  list:
                    rude:
                      words: [笨蛋]
                      file: words.txt
                      reply: 请文明用语。
                """
        ) { workspace in
            try "# a remark\n idiot \n\n".write(
                to: workspace.root.appending(path: "words.txt"),
                atomically: true,
                encoding: .utf8
            )
            let settings = try await Settings.load(workspace: workspace, flags: [:], environment: [:])
            #expect(settings.guards.questions == [.init(words: ["笨蛋", "idiot"], reply: "请文明用语。")])
            #expect(settings.guards.answers.isEmpty)
        }
        let empty = try await failure("guard:\n  answers: x\n  list:\n    x:\n      reply: r\n")
        #expect(empty.message == "The list x has no words")
        let missing = try await failure(
            "guard:\n  answers: x\n  list:\n    x:\n      file: gone.txt\n      reply: r\n"
        )
        #expect(missing.message.hasPrefix("The words of the list x cannot be read"))
    }
}
