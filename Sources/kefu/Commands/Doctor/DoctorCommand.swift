import Application
import ArgumentParser
import Foundation
import RAGCore

/// `kefu doctor`: examines the installation and the workspace, and says what to do.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Examine the installation and the workspace, and say what to do about each finding.",
        discussion: """
            Looks at libraries, settings, prompts, model files, services, the index, the
            disk, locale, clock and file rights, and changes nothing. Each service gets
            one tiny request, which costs a few tokens at a provider; --offline sends
            none. The report holds no words of customers and no keys. The exit code is
            1 if anything does not work.

            Examples:
              kefu doctor
              kefu doctor --offline
              kefu doctor --json | jq '.findings[] | select(.severity != "ok")'
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "Send nothing to any service.")
    var offline = false

    func run() async throws {
        let console = Console()
        let workspace = try shared.place()
        let settings: Result<Settings, any Error>
        do {
            settings = .success(try await shared.load())
        } catch let error as RAGError {
            settings = .failure(error)
        }
        let doctor = Doctor(workspace, settings: settings, callsServices: !offline)
        defer { console.endProgress() }
        let findings = try await doctor.findings { console.progress("examining: \($0.rawValue) …") }
        console.endProgress()
        if output.json {
            try console.printJSON(Report(version: StatusReport.version, findings: findings))
        } else {
            for finding in findings { try console.print(finding.text(console)) }
        }
        if findings.contains(where: { $0.severity == .fault }) { throw ExitCode(RAGError.Code.failed.rawValue) }
    }

    private struct Report: Encodable {
        let version: String
        let findings: [Finding]
    }
}

extension Finding {
    /// The finding in one line, and what to do about it in another.
    fileprivate func text(_ console: Console) -> String {
        let mark =
            switch severity {
            case .ok: "ok     "
            case .warning: "warning"
            case .fault: "fault  "
            }
        let line = (severity == .ok ? mark : console.bold(mark)) + "  \(area.rawValue): \(message)"
        return advice.map { "\(line)\n         → \($0)." } ?? line
    }
}
