import Application
import ArgumentParser
import Foundation

/// `kefu restore`: replaces the workspace by that of a backup.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Replace the workspace by that of a backup.",
        discussion: """
            The whole backup is checked first: names, sizes, hashes, schemas and
            databases. Then settings, prompts, documents and all data of the workspace
            are replaced at once. A process that is killed leaves the old workspace or
            the new one. No other kefu may use the workspace meanwhile.

            Examples:
              kefu restore /backup/kefu.zip --workspace /srv/kefu    # a new folder, or one to replace
              kefu restore --check /backup/kefu.zip                  # checks, and changes nothing
            """
    )

    @Option(
        name: [.short, .long],
        help: "The folder to restore into. (default: the nearest folder upward with a kefu.yaml)"
    )
    var workspace: String?

    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "Check the backup, and change nothing.")
    var check = false

    @Argument(help: "The backup.", completion: .file())
    var file: String

    func run() async throws {
        let console = Console()
        let target = try target()
        defer { console.endProgress() }
        let job = RestoreJob(URL(filePath: file).absoluteURL, into: target)
        let manifest = try job.run(isCheckOnly: check) { console.progress($0.line) }
        console.endProgress()
        if output.json { return try console.printJSON(BackupSummary(manifest, file: file)) }
        let facts =
            "\(manifest.files.count) files, \(manifest.bytes.megabytes), taken \(manifest.taken.timeText) "
            + "by kefu \(manifest.program)"
        try console.print(check ? "\(file) can be restored: \(facts)." : "Restored \(target.root.path): \(facts).")
    }

    /// Returns the workspace to restore into; the folder that is named need not exist.
    private func target() throws -> Workspace {
        let environment = ProcessInfo.processInfo.environment
        let name = workspace ?? environment["KEFU_WORKSPACE"].flatMap { $0.isEmpty ? nil : $0 }
        guard let name else { return try Workspace.find(nil, environment: environment) }
        return Workspace(root: URL(filePath: name, directoryHint: .isDirectory).absoluteURL.standardizedFileURL)
    }
}
