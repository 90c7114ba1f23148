import Foundation
import LoopbackServer

/// A TLS server of the `openssl` program, with a certificate authority that the test creates. It serves `GET
/// /v1/models`.
struct OpenSSL: Sendable {
    /// The authority's certificate (PEM).
    let authority: String
    let address: String

    static let isThere: Bool = (try? run(["version"]))?.hasPrefix("OpenSSL 3") == true

    static func withServer(_ body: (OpenSSL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kefu-tls-\(UUID().uuidString)")
        let served = folder.appending(path: "v1")
        try FileManager.default.createDirectory(at: served, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let reply = #"{"data":[{"id":"m"}]}"#
        try "HTTP/1.1 200 OK\r\nContent-Length: \(reply.utf8.count)\r\nConnection: close\r\n\r\n\(reply)"
            .write(to: served.appending(path: "models"), atomically: true, encoding: .utf8)
        let authority = folder.appending(path: "ca.pem").path()
        let key = folder.appending(path: "key.pem").path()
        let ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
        try run(
            ["req", "-x509", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
                + ec + ["-keyout", key, "-out", authority]
        )

        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "s_server", "-accept", "127.0.0.1:0", "-HTTP", "-cert", authority, "-key", key,
        ]
        process.currentDirectoryURL = folder
        let found = Signal<String>()
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        Thread { readPort(pipe.fileHandleForReading, into: found) }.start()
        defer {
            // `terminate` is not enough: the signal may be blocked, if the thread that started the process had blocked
            // it.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let port = await found.value
        try await body(OpenSSL(authority: authority, address: "https://localhost:\(port)/v1"))
    }

    @discardableResult
    private static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }

    /// Reads the output of `s_server` and finds the port in it.
    private static func readPort(_ handle: FileHandle, into port: Signal<String>) {
        var text = ""
        while case let data = handle.availableData, !data.isEmpty {
            text += String(decoding: data, as: UTF8.self)
            for line in text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1)
            where line.hasPrefix("ACCEPT") {
                port.send(String(line.split(separator: ":").last ?? ""))
            }
        }
        port.send("0")
    }
}
