import Foundation
import Testing

/// A terminal of a given size that runs `kefu` and is used as a person uses it; tmux holds the screen.
struct Pane: Sendable {
    private let socket: String
    private let environment: [String: String]

    /// Whether tmux is installed; `scripts/setup --for-tests` installs it.
    static let isAvailable = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/bin"].contains {
        FileManager.default.isExecutableFile(atPath: $0 + "/tmux")
    }

    /// Runs a command in a new terminal while `body` looks at it. The word `kefu` stands for the program built with the
    /// tests.
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
        // The screen is UTF-8 whatever the locale of the machine.
        variables.merge(["LANG": "C.UTF-8", "TMPDIR": NSTemporaryDirectory(), "SHELL": "/bin/sh"]) { $1 }
        variables.merge(environment) { $1 }
        let pane = Pane(socket: socket, environment: variables)
        let command = words.map { $0 == "kefu" ? process.executableURL?.path ?? $0 : $0 }
        // -D keeps the server in the foreground; in the background it would keep open the pipes that Foundation reads.
        let server = pane.process(["-D"])
        try server.run()
        defer {
            // In the foreground the server ignores gentler signals; the program in it gets SIGHUP.
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

    // MARK: Input

    /// Types characters.
    func type(_ text: String) async throws { try await tmux(["send-keys", "-l", "--", text]) }

    /// Presses keys, given by tmux's names such as `Enter`, `C-c`, `Up`, `M-Enter`.
    func press(_ keys: String...) async throws { try await tmux(["send-keys"] + keys) }

    /// Types a line and presses Enter.
    func enter(_ line: String) async throws {
        try await type(line)
        try await press("Enter")
    }

    /// Pastes text as a terminal does, with marks around it if the program switched on bracketed paste.
    func paste(_ text: String) async throws {
        try await tmux(["set-buffer", "-b", "p", "--", text, ";", "paste-buffer", "-p", "-b", "p"])
    }

    func resize(width: Int, height: Int) async throws {
        try await tmux(["resize-window", "-x", "\(width)", "-y", "\(height)"])
    }

    // MARK: Output

    /// Returns the rows of the screen without spaces at their ends and without empty rows below.
    func screen() async throws -> String { Self.trimmed(try await tmux(["capture-pane", "-p"])) }

    /// Returns the screen with the escape sequences of colours and font weights.
    func styledScreen() async throws -> String { Self.trimmed(try await tmux(["capture-pane", "-p", "-e"])) }

    /// Returns a variable of the tmux pane, such as `cursor_x`.
    func value(_ name: String) async throws -> String {
        try await tmux(["display-message", "-p", "#{\(name)}"]).trimmingCharacters(in: .newlines)
    }

    /// Waits until `isThere` holds for the screen and returns it; throws after a minute.
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

    /// Waits until `text` is on the screen and returns the screen.
    @discardableResult
    func wait(for text: String, sourceLocation: SourceLocation = #_sourceLocation) async throws -> String {
        try await wait(for: "\(text)", sourceLocation: sourceLocation) { $0.contains(text) }
    }

    /// Waits until the program has ended with `code` and returns the screen.
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
