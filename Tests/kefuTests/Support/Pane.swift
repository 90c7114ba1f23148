import Foundation
import Testing

/// `kefu` in a terminal of a certain size, driven as a person drives it; tmux keeps the screen.
struct Pane: Sendable {
    private let socket: String
    private let environment: [String: String]

    /// Whether tmux is here; scripts/setup --for-tests installs it.
    static let isAvailable = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/bin"].contains {
        FileManager.default.isExecutableFile(atPath: $0 + "/tmux")
    }

    /// Runs `words` in a terminal of its own while `body` looks at it. `kefu` among them is the one built beside the tests.
    static func run(
        _ words: [String],
        in folder: URL,
        width: Int = 60,
        height: Int = 24,
        environment: [String: String] = [:],
        _ body: (Pane) async throws -> Void
    ) async throws {
        let socket = FileManager.default.temporaryDirectory.appending(path: "kefu-\(UUID().uuidString.prefix(8)).tmux")
            .path
        let process = Program.process([], in: folder, environment: environment)
        var variables = process.environment ?? [:]
        // The screen's size must hold for the whole test, and its characters are UTF-8 wherever it runs.
        variables.merge(["LANG": "C.UTF-8", "TMPDIR": NSTemporaryDirectory(), "SHELL": "/bin/sh"]) { $1 }
        variables.merge(environment) { $1 }
        let pane = Pane(socket: socket, environment: variables)
        let command = words.map { $0 == "kefu" ? process.executableURL?.path ?? $0 : $0 }
        // A server that went to the background would keep what Foundation waits on.
        let server = pane.process(["-D"])
        try server.run()
        defer {
            // In the foreground it does not heed gentler signals; what runs in it gets a hangup.
            kill(server.processIdentifier, SIGKILL)
            try? FileManager.default.removeItem(atPath: socket)
        }
        let start =
            ["new-session", "-d", "-x", "\(width)", "-y", "\(height)", "-c", folder.path]
            + ["sh", "-c", "trap : INT; \"$@\"; echo \"left with $?\"; read -r _", "sh"] + command
        let deadline = ContinuousClock.now + .seconds(60)
        var said = "tmux"
        while !said.isEmpty, ContinuousClock.now < deadline { said = try await pane.tmux(start) }
        try #require(said.isEmpty, "\(said)")
        try await body(pane)
    }

    // MARK: What a person does

    /// Types characters.
    func type(_ text: String) async throws { try await tmux(["send-keys", "-l", "--", text]) }

    /// Presses keys by tmux's names: `Enter`, `C-c`, `Up`, `M-Enter`.
    func press(_ keys: String...) async throws { try await tmux(["send-keys"] + keys) }

    /// Types a line and presses Enter.
    func enter(_ line: String) async throws {
        try await type(line)
        try await press("Enter")
    }

    /// Pastes as a terminal does, in brackets where the program asked for them.
    func paste(_ text: String) async throws {
        try await tmux(["set-buffer", "-b", "p", "--", text, ";", "paste-buffer", "-p", "-b", "p"])
    }

    func resize(width: Int, height: Int) async throws {
        try await tmux(["resize-window", "-x", "\(width)", "-y", "\(height)"])
    }

    // MARK: What a person sees

    /// The rows of the screen without blanks at their ends, and no empty ones below.
    func screen() async throws -> String { Self.trimmed(try await tmux(["capture-pane", "-p"])) }

    /// The same with the escapes of colours and weights.
    func styledScreen() async throws -> String { Self.trimmed(try await tmux(["capture-pane", "-p", "-e"])) }

    /// What tmux knows of the pane, such as `cursor_x`.
    func value(_ name: String) async throws -> String {
        try await tmux(["display-message", "-p", "#{\(name)}"]).trimmingCharacters(in: .newlines)
    }

    /// The screen as soon as it is as wanted; fails after a minute, which only a broken program needs.
    @discardableResult
    func wait(
        for what: Comment,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ isThere: (String) -> Bool
    ) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(60)
        var screen = ""
        while ContinuousClock.now < deadline {
            screen = try await self.screen()
            if isThere(screen) { return screen }
            await Task.yield()
        }
        throw Missing(what: "\(what)", screen: screen)
    }

    /// The screen as soon as `text` is on it.
    @discardableResult
    func wait(for text: String, sourceLocation: SourceLocation = #_sourceLocation) async throws -> String {
        try await wait(for: "\(text)", sourceLocation: sourceLocation) { $0.contains(text) }
    }

    /// The screen once the program has ended with `code`.
    @discardableResult
    func end(with code: Int = 0, sourceLocation: SourceLocation = #_sourceLocation) async throws -> String {
        try await wait(for: "left with \(code)", sourceLocation: sourceLocation)
    }

    struct Missing: Error, CustomStringConvertible {
        let what: String
        let screen: String
        var description: String { "not on the screen: \(what)\n\(screen)" }
    }

    @discardableResult
    private func tmux(_ arguments: [String]) async throws -> String {
        let process = process(["-N"] + arguments)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                do {
                    try process.run()
                    let bytes = Program.readToEnd(output.fileHandleForReading.fileDescriptor)
                    process.waitUntilExit()
                    continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
    }

    private func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["tmux", "-u", "-S", socket, "-f", "/dev/null"] + arguments
        process.environment = environment
        (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, FileHandle.nullDevice)
        process.standardError = FileHandle.nullDevice
        return process
    }

    private static func trimmed(_ screen: String) -> String {
        var rows = screen.split(separator: "\n", omittingEmptySubsequences: false).map { row in
            String(row.reversed().drop { $0 == " " }.reversed())
        }
        while rows.last?.isEmpty == true { rows.removeLast() }
        return rows.joined(separator: "\n")
    }
}
