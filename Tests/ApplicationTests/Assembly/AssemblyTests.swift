import Answering
import Foundation
import Ingestion
import OpenAIClient
import RAGCore
import SQLiteStore
import Testing

@testable import Application

@Suite struct AssemblyTests {
    /// Runs `body` with the assembly of these settings and the notices that it has sent.
    private func assemble(
        _ flags: [String: String] = [:],
        environment: [String: String] = ["OPENAI_BASE_URL": "http://127.0.0.1:9/v1"],
        configuration: String = "",
        _ body: (Assembly, Recorded<Notice>) async throws -> Void
    ) async throws {
        try await withWorkspace(configuration: configuration) { workspace in
            let notices = Recorded<Notice>()
            let settings = try await Settings.load(workspace: workspace, flags: flags, environment: environment)
            try await body(Assembly(settings, notify: notices.add), notices)
        }
    }

    @Test("the completion model is the one that is set, and none for none")
    func chatModel() async throws {
        try await assemble { assembly, _ async throws in
            let model = try assembly.chatModel()
            #expect(model is OpenAIChatModel)
            #expect(model?.name == "gpt-4.1-mini")
        }
        try await assemble(["completion.model": "m-1"]) { assembly, _ async throws in
            #expect(try assembly.chatModel()?.name == "m-1")
        }
        try await assemble(["completion.provider": "none"]) { assembly, notices async throws in
            #expect(try assembly.chatModel() == nil)
            #expect(notices.values.isEmpty)
        }
    }

    @Test("a model on this machine whose file is missing is replaced by quoting, and a notice says why")
    func missingEngine() async throws {
        let flags = ["completion.provider": "local", "completion.model": "/nowhere/\(UUID().uuidString).gguf"]
        try await assemble(flags) { assembly, notices async throws in
            #expect(try assembly.chatModel() == nil)
            guard case .quotesPassages(let error)? = notices.values.first else {
                throw RAGError(.failed, "no notice")
            }
            #expect(error.code == .notConfigured)
            #expect(error.hint != nil)
        }
    }

    @Test("OpenAI itself needs a key; another service does not")
    func keys() async throws {
        let flags = ["completion.provider": "openai", "embedding.provider": "openai"]
        try await assemble(flags, environment: [:]) { assembly, _ async throws in
            for body in [{ _ = try assembly.chatModel() }, { _ = try assembly.embedder() }] {
                let error = #expect(throws: RAGError.self, performing: body)
                #expect(error?.code == .notConfigured)
                #expect(error?.message == "There is no key for api.openai.com")
            }
        }
        try await assemble(flags) { assembly, _ async throws in _ = try assembly.chatModel() }
        try await assemble(flags, environment: ["OPENAI_API_KEY": "sk-1"]) { assembly, _ async throws in
            _ = try assembly.chatModel()
        }
    }

    @Test("the embedding model is the one that is set, with its dimensions; there is no search without one")
    func embedder() async throws {
        try await assemble(["embedding.model": "e-1", "embedding.dimensions": "64"]) { assembly, _ async throws in
            #expect(try assembly.embedder().model == EmbeddingModel(name: "e-1", dimensions: 64))
        }
        try await assemble { assembly, _ async throws in
            #expect(try assembly.embedder().model.name == "text-embedding-3-small")
        }
        try await assemble(["embedding.provider": "none"]) { assembly, _ async throws in
            let error = #expect(throws: RAGError.self) { _ = try assembly.embedder() }
            #expect(error?.message == "There is no search without an embedding model")
        }
    }

    @Test("the index of another model is searched with that model if a service has it")
    func indexModel() async throws {
        let model = EmbeddingModel(name: "old", dimensions: 8)
        try await assemble { assembly, _ async throws in
            #expect(try assembly.embedder(of: model).model == model)
        }
        try await assemble(["embedding.provider": "none"]) { assembly, _ async throws in
            #expect(throws: RAGError.self) { _ = try assembly.embedder(of: model) }
        }
    }

    @Test("chunks have the size that is set")
    func chunker() async throws {
        try await assemble(["chunking.tokens": "100", "chunking.overlap-tokens": "7"]) { assembly, _ async throws in
            #expect(assembly.chunker.recipe == Chunker(budget: 100, overlap: 7).recipe)
            #expect(assembly.chunker.recipe != Chunker(budget: 100, overlap: 8).recipe)
        }
    }

    @Test("refinements stand in their order: nothing is judged twice, and neighbours join last")
    func refinements() async throws {
        let flags = [
            "reranking.provider": "service", "reranking.model": "r-1", "retrieval.mmr": "0.5",
            "retrieval.neighbours": "1",
        ]
        try await assemble(flags) { assembly, _ async throws in
            let store = try SQLiteStore(at: assembly.settings.workspace.database, access: .readWrite)
            func names(_ assembly: Assembly) throws -> [String] {
                try assembly.refinements(store, nil).map { "\(type(of: $0))" }
            }
            #expect(try names(assembly) == ["Deduplication", "Reranking", "Diversification", "NeighbourJoining"])
            let plain = try await Settings.load(
                workspace: assembly.settings.workspace,
                flags: ["retrieval.deduplicate": "false"],
                environment: [:]
            )
            #expect(try names(Assembly(plain, notify: { _ in })) == [])
            try store.close()
        }
    }

    @Test("a reranking service needs a model and an address; chat needs a completion model")
    func reranker() async throws {
        try await assemble(["reranking.provider": "service"]) { assembly, _ async throws in
            let error = #expect(throws: RAGError.self) { _ = try assembly.reranker(nil) }
            #expect(error?.message == "The reranking service has no model")
        }
        try await assemble(["reranking.provider": "service", "reranking.model": "r-1"], environment: [:]) {
            assembly,
            _ in
            let error = #expect(throws: RAGError.self) { _ = try assembly.reranker(nil) }
            #expect(error?.message == "The reranking service has no address")
        }
        try await assemble(["reranking.provider": "chat"]) { assembly, _ async throws in
            #expect(try assembly.reranker(nil) == nil)
            let model = try #require(try assembly.chatModel())
            let prompts = try PromptLibrary(folder: assembly.settings.prompts)
            #expect(try assembly.reranker((model, prompts)) is ModelReranker)
        }
    }

    @Test("the policy is the workspace's calibration if it is of the model, with the threshold that is set")
    func policy() async throws {
        let model = EmbeddingModel(name: "e-1", dimensions: 8)
        let evidence = RetrievalEvidence(language: .english, topScore: 0.5, coverage: 0.5)
        try await assemble { assembly, _ async throws in
            let standard = try assembly.policy(for: model)
            #expect(standard.calibration == .suiting(model))
            #expect(standard.minimumConfidence(for: evidence) == Calibration.suiting(model).minimumConfidence)
        }
        try await assemble(["policy.minimum-confidence": "0.125"]) { assembly, _ async throws in
            #expect(try assembly.policy(for: model).minimumConfidence(for: evidence) == 0.125)
        }
        try await assemble { assembly, _ async throws in
            let stored = StoredCalibration(assembly.settings.workspace)
            try FileManager.default.createDirectory(
                at: assembly.settings.workspace.derived,
                withIntermediateDirectories: true
            )
            try "broken".write(to: stored.file, atomically: true, encoding: .utf8)
            let error = #expect(throws: RAGError.self) { _ = try assembly.policy(for: model) }
            #expect(error?.code == .notConfigured)
        }
    }

    @Test("documents are found in the folders of their sources, and those of a web site among the copies")
    func folders() async throws {
        let configuration = """
            knowledge-base:
              sources: manuals, site
            source:
              manuals:
                path: manuals
              site:
                pages: https://a.example
            """
        try await assemble(configuration: configuration) { assembly, _ async throws in
            let root = assembly.settings.workspace.root
            let folders = assembly.documentFolders.mapValues { $0.standardizedFileURL.path }
            #expect(
                folders == [
                    Document.mainSource: root.appending(path: "knowledge-base").path,
                    "manuals": root.appending(path: "manuals").path,
                    "site": root.appending(path: ".kefu/web/site").path,
                ]
            )
        }
    }

    @Test("models that can be chosen: none and the one that is set")
    func models() async throws {
        try await assemble(["completion.model": "m-1"]) { assembly, _ async throws in
            #expect(assembly.knownModels == ["m-1", "none"])
        }
        try await assemble(["completion.provider": "none"]) { assembly, _ async throws in
            #expect(assembly.knownModels == ["none"])
        }
    }

    @Test("a batch asks as many rows at once as suit the model, unless a number is given")
    func workers() async throws {
        try await assemble(["completion.concurrency": "6", "embedding.batch-size": "50"]) { assembly, _ async throws in
            #expect(assembly.batchSettings(workers: nil).workers == 12)
            #expect(assembly.batchSettings(workers: 3).workers == 3)
            #expect(assembly.batchSettings(workers: nil).lot == 50)
            #expect(assembly.batchSettings(workers: nil).lotsAtOnce == 4)
        }
        try await assemble(environment: [:]) { assembly, _ async throws in
            #expect(assembly.batchSettings(workers: nil).workers == 1)
            #expect(assembly.batchSettings(workers: nil).lot == 256)
        }
    }

    @Test("only a provider's model takes batches")
    func providerBatches() async throws {
        try await assemble { assembly, _ async throws in
            #expect(try assembly.completionBatches().model == "gpt-4.1-mini")
        }
        try await assemble(["completion.provider": "none"]) { assembly, _ async throws in
            let error = #expect(throws: RAGError.self) { _ = try assembly.completionBatches() }
            #expect(error?.hint == "Set completion.provider to openai")
        }
    }

    @Test("what is stored of conversations is masked, except the company's own contact")
    func masking() async throws {
        let flags = ["company.zh.contact": "电话 13900139000"]
        try await assemble(flags) { assembly, _ async throws in
            var conversation = RecordedConversation()
            await assembly.recorder().record(answer("打 13800138000 还是 13900139000"), in: &conversation)
            let (store, session) = try await assembly.session(try #require(conversation.session?.id))
            let question = try await store.turns(of: session.id, last: nil).first?.record.question
            #expect(question == "打 [phone] 还是 13900139000")
        }
    }

    @Test("without conversations nothing is stored, and none are found")
    func noConversations() async throws {
        try await assemble(["conversations.store": "false"]) { assembly, _ async throws in
            var conversation = RecordedConversation()
            #expect(await assembly.recorder().record(answer("问"), in: &conversation) == nil)
            #expect(try assembly.storedConversations() == nil)
            let error = await #expect(throws: RAGError.self) { _ = try await assembly.session("x") }
            #expect(error?.message == "There is no session x")
        }
    }

    @Test("an index without documents is an error that names the next step; a filter that nothing passes is none")
    func emptyIndex() async throws {
        try await withAssembly(["a.md": "# A\n\nText\n"]) { assembly in
            let job = try await RefreshJob(assembly)
            _ = try await job.run { _ in }
            try job.close()
            let nobody = SearchFilter(languages: [], sources: ["nobody"], metadata: [:])
            #expect(try await assembly.retriever(where: nobody).retrieve("text", limit: 3).hits.isEmpty)
            #expect(try await assembly.retriever().retrieve("text", limit: 3).hits.map(\.documentPath) == ["a.md"])
        }
        try await withAssembly { assembly in
            _ = try SQLiteStore(at: assembly.settings.workspace.database, access: .readWrite)
            let error = await #expect(throws: RAGError.self) {
                _ = try await assembly.retriever().retrieve("text", limit: 3)
            }
            #expect(error?.code == .notConfigured)
            #expect(error?.hint?.contains("kefu refresh") == true)
        }
    }
}
