import Answering
import Foundation
import RAGCore
import Testing

@testable import Application

@Suite struct WorkspaceTests {
    @Test("a workspace is named by an option, else by the environment; a folder that is missing is refused")
    func finding() async throws {
        try await withWorkspace { workspace async throws in
            let path = workspace.root.path
            #expect(try Workspace.find(path, environment: ["KEFU_WORKSPACE": "/nowhere"]).root.path == path)
            #expect(try Workspace.find(nil, environment: ["KEFU_WORKSPACE": path]).root.path == path)
            let error = #expect(throws: RAGError.self) { _ = try Workspace.find("/nowhere", environment: [:]) }
            #expect(error?.message == "There is no folder /nowhere")
            #expect(workspace.configuration.lastPathComponent == "kefu.yaml")
        }
    }

    @Test("derived files can lie elsewhere, but conversations stay in the workspace")
    func derived() {
        var workspace = Workspace(root: URL(filePath: "/w", directoryHint: .isDirectory))
        #expect(workspace.database.path == "/w/.kefu/knowledge.sqlite")
        workspace.derived = URL(filePath: "/d", directoryHint: .isDirectory)
        #expect(workspace.database.path == "/d/knowledge.sqlite")
        #expect(workspace.vectors.path == "/d/vectors")
        #expect(workspace.conversations.path == "/w/.kefu/conversations.sqlite")
    }

    @Test("a calibration is read back for its model, and for no other")
    func calibration() async throws {
        try await withWorkspace { workspace async throws in
            let model = EmbeddingModel(name: "e-1", dimensions: 8)
            let stored = StoredCalibration(workspace)
            #expect(try stored.load(for: model) == nil)
            try stored.save(.suiting(model))
            let expected = Calibration.suiting(model)
            let isOfModel = expected.model == model.description
            #expect(try stored.load(for: model) == (isOfModel ? expected : nil))
            #expect(try stored.load(for: EmbeddingModel(name: "e-2", dimensions: 8)) == nil)
        }
    }

    @Test(
        "the name that is meant differs little",
        arguments: [
            ("retrieval.topk", "retrieval.top-k"), ("retrieval.top-kk", "retrieval.top-k"),
            ("retrieval.hide", "retrieval.hyde"),
            ("x.y", nil), ("embedding.sizes", nil),
        ] as [(String, String?)]
    )
    func nearestName(name: String, nearest: String?) {
        #expect(
            SettingNames.nearest(to: name, in: ["retrieval.top-k", "retrieval.hyde", "chunking.tokens"]) == nearest
        )
    }

    @Test(
        "an address is shown without user, password and query",
        arguments: [
            ("https://a:b@host.example:1/v1?key=c", "https://host.example:1/v1"), ("http://host/v1", "http://host/v1"),
            ("http://[", "-"),
        ]
    )
    func secrets(address: String, shown: String) { #expect(address.withoutSecrets == shown) }

    @Test("a passage is placed by line, page or address")
    func places() {
        #expect(Place(path: "zh/a.md", url: nil, line: 12, page: nil).description == "zh/a.md:12")
        #expect(Place(path: "a.pdf", url: nil, line: 12, page: 3).description == "a.pdf, page 3")
        #expect(Place(path: "x", url: "https://a.example/b", line: 12, page: 3).description == "https://a.example/b")
        let found = FoundPassage(hit("a.md", "text", score: 0.5, lines: 3...9))
        #expect(found.place == "a.md:3")
        #expect(found.lastLine == 9 && found.passage == "text" && found.score == 0.5)
    }
}
