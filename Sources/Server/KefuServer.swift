import Application
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import RAGCore
import ServiceLifecycle

/// The HTTP service: an OpenAI-compatible API, the chat widget and the admin page.
package struct KefuServer: Sendable {
    /// The address on which the service listens.
    package struct Address: Sendable, Hashable {
        /// The host as it was given.
        package let host: String
        /// The port, also where any free one was asked for.
        package let port: Int

        /// Whether only programs on this machine reach it.
        package var isLoopback: Bool { host == "localhost" || IPAddress(host)?.isLoopback == true }

        /// The address that a browser takes.
        package var url: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
    }

    private let live: LiveSettings
    private let parts: ServerParts
    private let host: String
    private let port: Int

    /// Opens the stored conversations and the index. `host` and `port` replace those of the settings. Throws `RAGError`
    /// where another address than loopback is given and there is no key.
    package init(_ assembly: Assembly, host: String? = nil, port: Int? = nil) async throws {
        self.host = host ?? assembly.settings.server.host
        self.port = port ?? assembly.settings.server.port
        let store = try assembly.serviceStore()
        live = try LiveSettings(assembly, store: store)
        let keys = AccessKeys(in: store)
        let isOnLoopback = Address(host: self.host, port: 0).isLoopback
        let isAllowed = if isOnLoopback { true } else { try await keys.exist() }
        guard isAllowed else {
            throw RAGError(
                .notConfigured,
                "Without a key the service listens on this machine alone, not on \(self.host)",
                hint: "Make a key with `kefu keys add NAME`"
            )
        }
        let secret = try await store.secret("widget tokens") { RandomText.secret() }
        parts = ServerParts(live, keys, WidgetTokens(secret: secret), isOnLoopback: isOnLoopback)
        // Opened now, so that the first question does not wait for it. A missing index is no reason not to start.
        _ = try? await parts.index.generation()
    }

    /// Uses other settings from the next request on; the address stays as it is. Throws `RAGError`, and keeps the old
    /// settings, where a trusted proxy is no address.
    package func use(_ assembly: Assembly) async throws {
        try live.use(assembly)
        await parts.index.use(assembly)
    }

    /// Serves requests until the task is cancelled; then open streams have some time to end. `onStart` gets the address
    /// once the service listens. Throws `RAGError` where it cannot listen.
    package func run(onStart: @escaping @Sendable (Address) -> Void) async throws {
        let settings = live.settings.server
        var logger = Logger(label: "kefu.http")
        logger.logLevel = max(logger.logLevel, .warning)
        let host = host
        let application = Hummingbird.Application(
            router: parts.routes().router(parts.access, parts.metrics, live),
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    idleTimeout: TimeAmount(settings.idleTimeout),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16_384,
                        maxHeaderListSize: 32_768,
                        maxHeaderFieldCount: 100
                    )
                )
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                backlog: 4_096
            ),
            onServerRunning: { channel in onStart(Address(host: host, port: channel.localAddress?.port ?? 0)) },
            logger: logger
        )
        var configuration = ServiceGroupConfiguration(
            // They stop in reverse order: the last answers may still send events.
            services: [parts.webhook, parts.upkeep, application],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = settings.gracePeriod
        let group = ServiceGroup(configuration: configuration)
        // Cancelling the group would cut open streams, so it is asked to stop instead.
        let serving = Task { try await group.run() }
        do {
            try await withTaskCancellationHandler {
                try await serving.value
            } onCancel: {
                Task { await group.triggerGracefulShutdown() }
            }
        } catch let error as IOError {
            throw RAGError(
                .failed,
                "The service cannot listen on \(host), port \(port): \(error.localizedDescription)",
                hint: "Choose another with --host and --port"
            )
        }
    }
}
