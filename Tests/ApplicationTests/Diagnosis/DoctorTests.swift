import Foundation
import LoopbackServer
import RAGCore
import Testing

@testable import Application

@Suite("Examining an installation")
struct DoctorTests {
    private func findings(_ assembly: Assembly, callsServices: Bool = false) async throws -> [Finding] {
        let doctor = Doctor(
            assembly.settings.workspace,
            settings: .success(assembly.settings),
            callsServices: callsServices
        )
        return try await doctor.findings { _ in }
    }

    private func refresh(_ assembly: Assembly) async throws {
        let job = try await RefreshJob(assembly)
        _ = try await job.run { _ in }
        try job.close()
    }

    private let documents = ["a.md": "# A\n\nGoods may be returned within 15 days.\n"]

    @Test("a sound workspace has no fault, and its service is called")
    func sound() async throws {
        try await withAssembly(documents) { assembly in
            try await refresh(assembly)
            let findings = try await findings(assembly, callsServices: true)
            #expect(findings.filter { $0.severity == .fault } == [])
            #expect(findings.contains { $0.area == .services && $0.message.contains("64 dimensions") })
            #expect(findings.contains { $0.message == "the vector file fits the index" })
            for finding in findings where finding.severity != .ok { #expect(finding.advice != nil, "\(finding)") }
        }
    }

    @Test("settings that cannot be loaded, missing prompts and a missing index are faults with advice")
    func faults() async throws {
        try await withAssembly { assembly in
            let missing = try await findings(assembly).filter { $0.severity == .fault }
            #expect(missing.contains { $0.area == .index && $0.advice?.contains("kefu refresh") == true })
            try FileManager.default.removeItem(at: assembly.settings.prompts.appending(path: "zh"))
            let prompts = try await findings(assembly).filter { $0.area == .configuration && $0.severity == .fault }
            #expect(prompts.count == 1)
            let broken = Doctor(
                assembly.settings.workspace,
                settings: .failure(RAGError(.notConfigured, "There is no setting x", hint: "Remove it")),
                callsServices: true
            )
            let found = try await broken.findings { _ in }
            #expect(found.contains(.fault(.configuration, "There is no setting x", "Remove it")))
        }
    }

    @Test("a damaged index, an outdated vector file and files that others may read are found")
    func damage() async throws {
        try await withAssembly(documents) { assembly in
            try await refresh(assembly)
            let workspace = assembly.settings.workspace
            try FileManager.default.removeItem(at: workspace.vectors)
            chmod(workspace.database.path, 0o644)
            let found = try await findings(assembly)
            #expect(found.contains { $0.severity == .warning && $0.message.hasPrefix("The vector file is older") })
            #expect(found.contains { $0.area == .rights && $0.severity == .warning })
            let handle = try FileHandle(forWritingTo: workspace.database)
            try handle.seek(toOffset: 16_384)
            try handle.write(contentsOf: Data(repeating: 0x5A, count: 16_384 * 3))
            try handle.close()
            #expect(try await findings(assembly).contains { $0.area == .index && $0.severity == .fault })
        }
    }

    @Test("a service that cannot be reached is a fault; a key is not in the report")
    func unreachable() async throws {
        try await withWorkspace { workspace in
            let settings = try await Settings.load(
                workspace: workspace,
                flags: ["completion.provider": "none"],
                environment: [
                    "OPENAI_BASE_URL": "http://127.0.0.1:1/v1", "OPENAI_API_KEY": "sk-geheim-1234",
                    "KEFU_NETWORK_ATTEMPTS": "1",
                ]
            )
            let doctor = Doctor(workspace, settings: .success(settings), callsServices: true)
            let found = try await doctor.findings { _ in }
            #expect(found.contains { $0.area == .services && $0.severity == .fault })
            #expect(!"\(found)".contains("geheim"))
        }
    }

    @Test("locale and clock", arguments: [("C.UTF-8", true), ("zh_CN.utf8", true), ("C", false), ("zh_CN.GBK", false)])
    func locale(name: String, isGood: Bool) {
        #expect((Doctor.locale(["LANG": name]).severity == .ok) == isGood)
        #expect(Doctor.locale([:]).severity == .warning)
        #expect(Doctor.year(Date(timeIntervalSince1970: 0)).severity == .fault)
        #expect(Doctor.date("Sun, 06 Nov 1994 08:49:37 GMT") == Date(timeIntervalSince1970: 784_111_777))
        #expect(Doctor.date("yesterday") == nil)
    }
}
