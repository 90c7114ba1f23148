import Foundation
import OperatingSystem
import RAGCore

/// The files through which the commands of a user and the supervisor of one engine find each other.
///
/// Locks alone say which process runs, because the kernel releases them however a process ends. Files only hold the
/// details of a running process. A user holds `lease` shared while it works. The supervisor holds `supervisor` as long
/// as it runs.
struct EngineFolder: Sendable {
    let url: URL

    init(_ url: URL) {
        self.url = url
    }

    init(for configuration: EngineConfiguration) {
        url = configuration.cacheFolder.appending(path: "engine/run/\(configuration.identity)")
    }

    /// The lock that every user of the engine holds shared. Its modification time is the last time it was taken or
    /// released.
    var lease: String { url.appending(path: "lease").path }
    /// The lock of the process that is starting a supervisor.
    var starter: String { url.appending(path: "starter").path }
    /// The lock of the running supervisor.
    var supervisor: String { url.appending(path: "supervisor").path }
    /// The output of the supervisor and the server. It contains no text of customers.
    var log: URL { url.appending(path: "log.txt") }
    /// The settings with which the supervisor starts the server.
    private var orderFile: URL { url.appending(path: "order.json") }
    private var stateFile: URL { url.appending(path: "state.json") }

    /// Creates the folder for its owner alone.
    func create() throws(RAGError) {
        do {
            try FileManager.default.createDirectory(
                at: url,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw Self.unwritable(url.path, error)
        }
    }

    /// Returns the last state that the supervisor wrote; nil if there is none that can be read.
    func state() -> EngineState? {
        (try? Data(contentsOf: stateFile)).flatMap { try? JSONDecoder().decode(EngineState.self, from: $0) }
    }

    func write(_ state: EngineState) throws(RAGError) {
        try write(state, to: stateFile)
    }

    func removeState() {
        try? FileManager.default.removeItem(at: stateFile)
    }

    func order() -> EngineOrder? {
        (try? Data(contentsOf: orderFile)).flatMap { try? JSONDecoder().decode(EngineOrder.self, from: $0) }
    }

    func write(_ order: EngineOrder) throws(RAGError) {
        try write(order, to: orderFile)
    }

    /// Takes the lease of a user within `seconds`; nil if an ending supervisor holds it for longer.
    func waitForLease(seconds: Double) async throws -> FileLock? {
        do {
            return try await FileLock.wait(.shared, lease, seconds: seconds)
        } catch let error as SystemError {
            throw RAGError.lockFile(lease, call: error.call, code: error.code)
        }
    }

    /// Takes the right to start a supervisor; nil if another process has it.
    func takeStarter() throws(RAGError) -> FileLock? {
        do {
            return try FileLock(.exclusive, starter)
        } catch {
            throw .lockFile(starter, call: error.call, code: error.code)
        }
    }

    /// Returns whether a supervisor runs.
    func hasSupervisor() -> Bool {
        !FileLock.isFree(.shared, supervisor)
    }

    /// The start of every line that the supervisor writes to the log.
    static let supervisorPrefix = "supervisor "

    /// The last lines of the server since the last line of the supervisor, as a reason for a person; nil if there are
    /// none.
    var lastLogLines: String? {
        let text = (try? Data(contentsOf: log)).map { String(decoding: $0.suffix(4096), as: UTF8.self) } ?? ""
        let lines = text.split(separator: "\n").reversed().prefix { !$0.hasPrefix(Self.supervisorPrefix) }
        let last = lines.prefix(3).reversed().map { $0.trimmingCharacters(in: .whitespaces) }
        return last.isEmpty ? nil : last.joined(separator: " | ")
    }

    /// Writes a file for its owner alone, completely or not at all.
    private func write(_ value: some Encodable, to file: URL) throws(RAGError) {
        let draft = url.appending(path: "\(file.lastPathComponent).\(UUID().uuidString)")
        do {
            let data = try JSONEncoder().encode(value)
            guard
                FileManager.default.createFile(
                    atPath: draft.path,
                    contents: data,
                    attributes: [.posixPermissions: 0o600]
                )
            else { throw CocoaError(.fileWriteUnknown) }
            guard rename(draft.path, file.path) == 0 else { throw SystemError("rename") }
        } catch {
            try? FileManager.default.removeItem(at: draft)
            throw Self.unwritable(file.path, error)
        }
    }

    private static func unwritable(_ path: String, _ cause: any Error) -> RAGError {
        RAGError(
            .failed,
            "The local engine cannot write \(path)",
            hint: "Make room there, or set XDG_CACHE_HOME to a folder that can be written",
            cause: cause
        )
    }
}
