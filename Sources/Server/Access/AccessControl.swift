import Application
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RAGCore

/// Decides who makes a request, and whether it may.
struct AccessControl: Sendable {
    /// The callers that may use an endpoint.
    enum Audience: Sendable, Hashable {
        case everybody
        /// Holders of any key, and visitors with a token.
        case askers
        /// Holders of any key. Visitors only ask; they do not use the models or copy the index.
        case keyHolders
        /// Holders of an admin key.
        case admins
        /// Programs on this machine, and holders of an admin key.
        case operators
    }

    let live: LiveSettings
    let keys: AccessKeys
    let tokens: WidgetTokens
    let limiter: RateLimiter
    let questions = DailyQuestions()
    let metrics: Metrics
    /// Whether the service listens on loopback alone.
    let isOnLoopback: Bool

    /// Returns the caller; nil for an endpoint that everybody may use. Throws `APIError` where it may not be used.
    func caller(of request: Request, _ context: KefuContext, for audience: Audience) async throws -> Caller? {
        let client = client(of: request, context)
        switch audience {
        case .everybody:
            // A page loads many files at once, and they cost nothing.
            if request.method == .post { try limit(client) }
            return nil
        case .operators where client.isLocal: return nil
        case .askers, .keyHolders, .admins, .operators: break
        }
        let caller = try await limited(client) { try await self.caller(of: request, client) }
        switch audience {
        case .everybody, .askers: break
        case .keyHolders: if case .visitor = caller.identity { throw Self.needsKey }
        case .admins, .operators: if caller.scope != .admin { throw Self.needsAdmin }
        }
        return caller
    }

    /// Counts the request: for the key it is made with, else for the address that it comes from, also where it is
    /// refused.
    private func limited(_ client: ClientAddress, _ find: () async throws -> Caller) async throws -> Caller {
        let caller: Caller
        do {
            caller = try await find()
        } catch {
            try limit(client)
            throw error
        }
        if case .key(let id) = caller.identity {
            try limit("key", "key:\(id)", .perMinute(live.settings.server.requestsPerKey))
        } else {
            try limit(client)
        }
        return caller
    }

    private func limit(_ client: ClientAddress) throws {
        let customer = client.address?.customer ?? "unknown"
        try limit("address", "address:\(customer)", .perMinute(live.settings.server.requestsPerAddress))
    }

    /// Counts a question of a visitor. Throws `APIError` where the widget or this visitor's address has had its
    /// questions of the day, or where a change of the settings has removed the widget since the token was checked.
    func countQuestion(of caller: Caller, from client: ClientAddress) throws {
        guard case .visitor(_, let id) = caller.identity else { return }
        guard let widget = live.widgets(for: client).first(where: { $0.id == id }) else { throw APIError.invalidToken }
        if let wait = questions.wait(for: client.address?.customer ?? "unknown", of: widget) {
            throw refusal("widget", wait)
        }
    }

    /// Returns where a request comes from.
    func client(of request: Request, _ context: KefuContext) -> ClientAddress {
        ClientAddress(
            peer: context.channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) },
            host: request.head.authority,
            headers: request.headers,
            proxies: live.proxies
        )
    }

    private func caller(of request: Request, _ client: ClientAddress) async throws -> Caller {
        guard let header = request.headers[.authorization] else { return try await withoutKey(request, client) }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw Self.wrongKey }
        let text = String(parts[1])
        if text.hasPrefix(WidgetTokens.mark) {
            return try tokens.caller(with: text, origin: request.headers[.origin], widgets: live.widgets(for: client))
        }
        guard text.utf8.count <= 200, let key = try await keys.find(text) else {
            // Clients of the OpenAI API always send a key, also where none is needed.
            if client.isLocal, try await isOpen(request) { return Self.local }
            throw Self.wrongKey
        }
        return Caller(identity: .key(key.id), scope: key.scope, tags: key.tags)
    }

    private func withoutKey(_ request: Request, _ client: ClientAddress) async throws -> Caller {
        guard client.isLocal, try await isOpen(request) else {
            throw APIError(
                .unauthorized,
                .authentication,
                "missing_key",
                "A key is needed: Authorization: Bearer kefu_… (`kefu keys add` makes one)",
                "需要密钥：Authorization: Bearer kefu_…（用 `kefu keys add` 创建）"
            )
        }
        return Self.local
    }

    /// Returns whether programs on this machine need no key: as long as none was ever made. A page of another origin
    /// that a browser on this machine shows is no program on this machine.
    private func isOpen(_ request: Request) async throws -> Bool {
        guard isOnLoopback, request.headers[.origin] == nil else { return false }
        return try await !keys.haveExisted()
    }

    private func limit(_ kind: String, _ name: String, _ limit: RateLimiter.Limit) throws(APIError) {
        if let wait = limiter.wait(for: name, limit) { throw refusal(kind, wait) }
    }

    /// Counts a request that comes too early, and returns the error that says when to come again.
    private func refusal(_ kind: String, _ wait: Int) -> APIError {
        metrics.add("kefu_rate_limited_total", ["by": kind])
        return APIError(
            .tooManyRequests,
            .rateLimit,
            "rate_limit_exceeded",
            "Too many requests; try again in \(wait) s",
            "请求过于频繁，请在 \(wait) 秒后重试",
            retryAfter: wait
        )
    }

    private static let needsKey = APIError(
        .forbidden,
        .permission,
        "key_required",
        "This needs a key; visitors of a widget may only ask",
        "此操作需要密钥，网页访客只能提问"
    )
    private static let needsAdmin = APIError(
        .forbidden,
        .permission,
        "wrong_scope",
        "This needs a key of the scope admin",
        "此操作需要 admin 权限的密钥"
    )
    private static let local = Caller(identity: .local, scope: .ask, tags: [])
    private static let wrongKey = APIError(
        .unauthorized,
        .authentication,
        "invalid_key",
        "The key is not valid",
        "密钥无效"
    )
}
