import Application
import ArgumentParser
import Foundation
import OperatingSystem
import RAGCore
import Server

/// `kefu serve`: the HTTP service.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer questions over HTTP: an OpenAI-compatible API, a chat widget, an admin page.",
        discussion: """
            Listens on this machine alone unless --host says otherwise, which needs a
            key (`kefu keys add`). As long as no key was ever made, programs on this
            machine need none. Ctrl-C or SIGTERM lets open streams end; SIGHUP reads
            the settings again. A refresh may run at the same time.

            Examples:
              kefu serve
              kefu serve --port 9000
              curl http://127.0.0.1:8420/v1/chat/completions -H 'Content-Type: application/json' \\
                -d '{"messages": [{"role": "user", "content": "How long do refunds take?"}]}'
            """
    )

    @OptionGroup var shared: SharedOptions

    @Option(name: .long, help: "The address to listen on. (default: server.host, 127.0.0.1)")
    var host: String?

    @Option(name: .long, help: "The port to listen on; 0 for any that is free. (default: server.port, 8420)")
    var port: Int?

    func validate() throws {
        if let port, !(0...65_535).contains(port) { throw ValidationError("--port takes a number from 0 to 65535") }
    }

    func run() async throws {
        // A stream has a connection to its client and one to the model.
        OpenFileLimit.raise(to: 65_536)
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let server = try await KefuServer(assembly, host: host, port: port)
        let reloading = HangUps.each { [shared] in
            do {
                try await server.use(try await Assembly(shared.load(), console: console))
                console.error("The settings were read again.")
            } catch {
                let reason = (error as? RAGError)?.description ?? "\(error)"
                console.error("The old settings are used on: \(reason)")
            }
        }
        defer { reloading.cancel() }
        try await server.run { address in
            try? console.print("kefu answers at \(address.url)/v1 (model: kefu)")
            if address.isLoopback { console.error("Demo page:   \(address.url)/demo") }
            console.error("Admin page:  \(address.url)/admin, with a key: kefu keys add NAME --scope admin")
            console.error("API keys:    kefu keys add NAME")
        }
        console.error("Stopped.")
    }
}
