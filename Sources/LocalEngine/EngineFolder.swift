import Foundation
import OperatingSystem
import RAGCore

/// The files through which the commands of a user and one engine's supervisor find each other.
///
/// Only locks say who lives, because the kernel lets go of them however a process ends; files only say what to do with
/// the one who lives. A user holds `lease` shared while it works; the supervisor holds `supervisor` for its whole life.
struct EngineFolder: Sendable {
    let url: URL

    init(_ url: URL) {
        self.url = url
    }

    init(for configuration: EngineConfiguration) {
        url = configuration.cacheFolder.appending(path: "engine/run/\(configuration.identity)")
    }

    /// Held shared by every user of the engine; its modification time is when it was last taken or let go.
    var lease: String { url.appending(path: "lease").path }
    /// Held by the one who is starting a supervisor.
    var starter: String { url.appending(path: "starter").path }
    /// Held by the supervisor that lives.
    var supervisor: String { url.appending(path: "supervisor").path }
    /// What the supervisor and the server say; no customer's text.
    var log: URL { url.appending(path: "log.txt") }
    /// How the supervisor is to run the server.
    private var orderFile: URL { url.appending(path: "order.json") }
    private var stateFile: URL { url.appending(path: "state.json") }

    /// Makes the folder, for its owner alone.
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

    /// What the supervisor said last; nil where it said nothing, or nothing that can be read.
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

    /// Whether a supervisor lives.
    func hasSupervisor() -> Bool {
        !FileLock.isFree(.shared, supervisor)
    }

    /// What the supervisor's own lines in the log begin with.
    static let supervisorPrefix = "supervisor "

    /// The last lines the server said since the supervisor said something, as a reason for a person; nil for none.
    var lastLogLines: String? {
        let text = (try? Data(contentsOf: log)).map { String(decoding: $0.suffix(4096), as: UTF8.self) } ?? ""
        let lines = text.split(separator: "\n").reversed().prefix { !$0.hasPrefix(Self.supervisorPrefix) }
        let last = lines.prefix(3).reversed().map { $0.trimmingCharacters(in: .whitespaces) }
        return last.isEmpty ? nil : last.joined(separator: " | ")
    }

    /// Writes a file of its owner's alone, whole or not at all.
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
