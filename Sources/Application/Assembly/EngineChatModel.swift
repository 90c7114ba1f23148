import LocalEngine
import OpenAIClient
import RAGCore

/// The completion model on this machine. Each reply leases the engine, which is started again if it has died.
struct EngineChatModel: ChatModel {
    let name: String
    private let engine: LocalEngine
    private let client: HTTPClient
    private let timeouts: HTTPTimeouts
    private let onStart: @Sendable (String) -> Void

    /// Creates a model. `onStart` is called with its name before the engine starts, which takes some seconds.
    init(
        engine: LocalEngine,
        client: HTTPClient,
        timeouts: HTTPTimeouts,
        onStart: @escaping @Sendable (String) -> Void
    ) {
        self.engine = engine
        self.client = client
        self.timeouts = timeouts
        self.onStart = onStart
        name = engine.modelName
    }

    func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let reply = EngineReply(request: request, model: self)
        return AsyncThrowingStream { try await reply.next() }
    }

    fileprivate func lease() async throws -> EngineLease { try await engine.acquire(onStart: onStart) }

    fileprivate func lease(after lost: EngineLease) async throws -> EngineLease {
        try await engine.reacquire(after: lost, onStart: onStart)
    }

    fileprivate func events(_ request: ChatRequest, _ lease: EngineLease) throws -> AsyncThrowingStream<
        ChatEvent, any Error
    > {
        let service = OpenAIService(
            endpoint: try Endpoint(lease.baseURL.absoluteString, apiKey: lease.apiKey),
            client: client,
            timeouts: timeouts,
            retry: RetryPolicy(maximumRetries: 0)
        )
        return OpenAIChatModel(name: lease.modelName, service: service).reply(to: request)
    }
}

/// A reply in progress, with the lease that keeps the engine alive for it.
private actor EngineReply {
    private typealias Events = AsyncThrowingStream<ChatEvent, any Error>

    private let request: ChatRequest
    private let model: EngineChatModel
    private var lease: EngineLease?
    private var events: Events?

    init(request: ChatRequest, model: EngineChatModel) {
        self.request = request
        self.model = model
    }

    func next() async throws -> ChatEvent? {
        if let events { return try await nextEvent(of: events) }
        let lease = try await model.lease()
        do {
            return try await open(with: lease)
        } catch let error as RAGError where error.code == .unreachable {
            return try await open(with: try await model.lease(after: lease))
        }
    }

    private func open(with lease: EngineLease) async throws -> ChatEvent? {
        let events = try model.events(request, lease)
        let event = try await nextEvent(of: events)
        self.lease = lease
        self.events = events
        return event
    }

    private func nextEvent(of events: Events) async throws -> ChatEvent? {
        var iterator = events.makeAsyncIterator()
        return try await iterator.next()
    }
}
