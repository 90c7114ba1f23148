import Application
import ArgumentParser
import Foundation

/// `kefu backup`: writes everything that cannot be made again into one file.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy conversations, keys, settings, prompts, documents and the index into one file.",
        discussion: """
            Services, chats and a refresh may go on: the databases are copied as they
            are at one moment. The file is a ZIP file that only you can read. Its
            manifest lists every file with its SHA-256, and what is left out and why.

            The file holds what customers wrote, their contacts, and the secrets that
            kefu made. Keep it as safe as the workspace. Keys of providers come from
            the environment and are not in it.

            Examples:
              kefu backup /backup/kefu.zip
              kefu backup --force /backup/kefu.zip                 # replaces it
              kefu backup --json /backup/kefu-$(date +%F).zip | jq .files
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "Replace the file if it exists.")
    var force = false

    @Argument(help: "The file to write.", completion: .file())
    var file: String

    func run() async throws {
        let console = Console()
        let settings = try await shared.load()
        let job = BackupJob(settings, to: URL(filePath: file).absoluteURL, overwrites: force)
        defer { console.endProgress() }
        let manifest = try job.run { console.progress($0.line) }
        console.endProgress()
        let outside = manifest.leftOut.filter { $0.path.hasPrefix("/") }
        for omission in outside { console.error("Not in the backup: \(omission.path) (\(omission.reason)).") }
        if output.json { return try console.printJSON(BackupSummary(manifest, file: file)) }
        try console.print("Wrote \(file): \(manifest.files.count) files, \(manifest.bytes.megabytes).")
    }
}
