import Batch
import Foundation
import RAGCore
import Testing

@testable import Application

@Suite struct BatchStateTests {
    private let faq = ["faq.csv": "question,answer\nDo you gift-wrap?,\"Yes, for 5 yuan.\"\nDo you ship abroad?,No.\n"]
    private let questions = "number,question\n1,Do you gift-wrap?\n2,\n3,hello\n4,Do you gift-wrap\n"

    /// Refreshes the index of `assembly`, and writes a file of questions into its workspace.
    private func prepare(_ assembly: Assembly) async throws -> URL {
        let job = try await RefreshJob(assembly)
        _ = try await job.run { _ in }
        try job.close()
        let file = assembly.settings.workspace.root.appending(path: "questions.csv")
        try questions.write(to: file, atomically: true, encoding: .utf8)
        return file
    }

    private func run(
        _ file: URL,
        _ assembly: Assembly,
        to name: String = "answers.csv",
        isFresh: Bool = false
    ) async throws -> BatchRun.Outcome {
        let input = try BatchInput(file.path, column: nil, sheet: nil)
        let path = assembly.settings.workspace.root.appending(path: name).path
        return try await BatchRun(
            settings: assembly.settings,
            input: input,
            output: AnswerFile(path, format: nil, input: input),
            options: BatchRun.Options(isFresh: isFresh),
            review: BatchReview(BatchReview.Options(), input: input, hasByteOrderMark: false),
            notify: { _ in },
            progress: { _ in }
        ).run()
    }

    @Test("a run answers every row; the next one takes all of them over, and a fresh one none")
    func resume() async throws {
        try await withAssembly(faq) { assembly in
            let file = try await prepare(assembly)
            let first = try await run(file, assembly)
            #expect(first.stop == nil)
            #expect(first.nextPlace == "the end")
            #expect(first.progress.decisions == [.direct: 2, .smallTalk: 1])
            #expect(first.progress.done == 3 && first.progress.same == 1 && first.progress.known == 0)
            let output = assembly.settings.workspace.root.appending(path: "answers.csv")
            let text = try String(contentsOf: output, encoding: .utf8)
            #expect(text.split(whereSeparator: \.isNewline).count == 5, "\(text)")

            let second = try await run(file, assembly)
            #expect(second.progress.known == 2)
            #expect(try String(contentsOf: output, encoding: .utf8) == text)
            #expect(try await run(file, assembly, isFresh: true).progress.known == 0)
            #expect(try await run(file, assembly, to: "other.csv").progress.known == 0, "each output has its own state")
        }
    }

    @Test("a file that no run has written is not overwritten, unless the run is fresh")
    func foreign() async throws {
        try await withAssembly(faq) { assembly in
            let file = try await prepare(assembly)
            let output = assembly.settings.workspace.root.appending(path: "answers.csv")
            try "mine".write(to: output, atomically: true, encoding: .utf8)
            let error = await #expect(throws: UsageError.self) { _ = try await run(file, assembly) }
            #expect(error?.message.hasPrefix("\(output.path) exists and was not written by an earlier run") == true)
            #expect(try String(contentsOf: output, encoding: .utf8) == "mine")
            #expect(try await run(file, assembly, isFresh: true).progress.done == 3)
        }
    }

    @Test(
        "the fingerprint changes with settings, prompts, word lists, calibration and documents, and with nothing else"
    )
    func fingerprint() async throws {
        try await withAssembly(faq) { assembly in
            _ = try await prepare(assembly)
            let settings = assembly.settings
            let before = try await assembly.answerFingerprint()
            #expect(before.count == 16)
            #expect(try await assembly.answerFingerprint() == before)

            func reloaded(_ flags: [String: String]) async throws -> Assembly {
                let environment = ["OPENAI_BASE_URL": settings.embedding.model.baseURL, "KEFU_NETWORK_ATTEMPTS": "1"]
                let flags = ["completion.provider": "none"].merging(flags) { $1 }
                return Assembly(
                    try await Settings.load(workspace: settings.workspace, flags: flags, environment: environment),
                    notify: { _ in }
                )
            }
            #expect(try await reloaded([:]).answerFingerprint() == before)
            #expect(try await reloaded(["retrieval.top-k": "5"]).answerFingerprint() != before)

            let calibration = StoredCalibration(settings.workspace).file
            try "{}".write(to: calibration, atomically: true, encoding: .utf8)
            #expect(try await assembly.answerFingerprint() != before)
            try FileManager.default.removeItem(at: calibration)
            #expect(try await assembly.answerFingerprint() == before)

            let prompt = try #require(
                FileManager.default.subpathsOfDirectory(atPath: settings.prompts.path).first {
                    $0.hasSuffix(".mustache")
                }
            )
            let handle = try FileHandle(forWritingTo: settings.prompts.appending(path: prompt))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("more".utf8))
            try handle.close()
            let edited = try await assembly.answerFingerprint()
            #expect(edited != before)

            try "# New\n\nA new document.\n".write(
                to: settings.knowledgeBase.folder.appending(path: "new.md"),
                atomically: true,
                encoding: .utf8
            )
            _ = try await prepare(assembly)
            #expect(try await assembly.answerFingerprint() != edited)
        }
    }

    @Test("a list of words with another word or reply is another fingerprint")
    func wordLists() async throws {
        var seen: Set<String> = []
        for (words, reply) in [("a,b", "r"), ("a,c", "r"), ("a,b", "s")] {
            let flags = ["guard.questions": "x", "guard.list.x.words": words, "guard.list.x.reply": reply]
            try await withAssembly(faq, flags: flags) { assembly in
                _ = try await prepare(assembly)
                seen.insert(try await assembly.answerFingerprint())
            }
        }
        #expect(seen.count == 3)
    }

    @Test("one output is written by one run at a time; another output has a lock of its own")
    func lock() async throws {
        try await withWorkspace { workspace in
            let file = workspace.root.appending(path: "q.txt")
            try "hello\n".write(to: file, atomically: true, encoding: .utf8)
            let input = try BatchInput(file.path, column: nil, sheet: nil)
            let output = workspace.root.appending(path: "a.csv")
            let files = try BatchStateFiles(workspace, output: output, input: input)
            let lock = try files.lockOutput("a.csv")
            let again = try BatchStateFiles(workspace, output: output, input: input)
            let error = #expect(throws: RAGError.self) { _ = try again.lockOutput("a.csv") }
            #expect(error?.message.hasPrefix("Another run of `kefu batch` is writing a.csv (process ") == true)
            let other = workspace.root.appending(path: "b.csv")
            _ = try BatchStateFiles(workspace, output: other, input: input).lockOutput("b.csv")
            #expect(files.journal.lastPathComponent.hasPrefix("a.csv-"))
            #expect(files.journal.deletingLastPathComponent().path == workspace.derived.appending(path: "batch").path)
            withExtendedLifetime(lock) {}
        }
    }
}
