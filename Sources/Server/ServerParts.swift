import Application
import Foundation
import RAGCore

/// Everything that endpoints use, made once.
struct ServerParts: Sendable {
    let live: LiveSettings
    let metrics = Metrics()
    let index: ServingIndex
    let queue = AdmissionQueue()
    let tokens: WidgetTokens
    let access: AccessControl
    let webhook: HandoverWebhook
    let upkeep: Upkeep
    let desk: AnswerDesk
    private let answers: SupportAnswers
    private let refresh: RefreshRunner
    private let topics: TopicRunner
    private let started = Date()

    init(_ live: LiveSettings, _ keys: AccessKeys, _ tokens: WidgetTokens, isOnLoopback: Bool) {
        self.live = live
        self.tokens = tokens
        index = ServingIndex(live.assembly)
        access = AccessControl(
            live: live,
            keys: keys,
            tokens: tokens,
            limiter: RateLimiter(),
            metrics: metrics,
            isOnLoopback: isOnLoopback
        )
        webhook = HandoverWebhook(live)
        answers = SupportAnswers()
        refresh = RefreshRunner(live, answers)
        topics = TopicRunner(live)
        upkeep = Upkeep(live: live, refresh: refresh)
        desk = AnswerDesk(live: live, index: index, queue: queue, metrics: metrics, webhook: webhook)
    }

    /// Returns all endpoints.
    func routes() -> RouteTable {
        var routes = RouteTable()
        ChatEndpoint(desk: desk, access: access).addRoutes(to: &routes)
        SessionEndpoints(live: live, metrics: metrics, webhook: webhook).addRoutes(to: &routes)
        ModelsEndpoint(started: started.unixSeconds).addRoutes(to: &routes)
        EmbeddingsEndpoint(desk: desk).addRoutes(to: &routes)
        SearchEndpoint(desk: desk).addRoutes(to: &routes)
        WidgetEndpoints(live: live, tokens: tokens, access: access).addRoutes(to: &routes)
        OperationsEndpoints(readiness: Readiness(live, index), index: index, queue: queue, metrics: metrics).addRoutes(
            to: &routes
        )
        WebEndpoints().addRoutes(to: &routes)
        AdminSessions(live: live).addRoutes(to: &routes)
        AdminUnanswered(desk: desk, answers: answers, refresh: refresh).addRoutes(to: &routes)
        AdminKnowledge(desk: desk, refresh: refresh, started: started).addRoutes(to: &routes)
        AdminTopics(runner: topics).addRoutes(to: &routes)
        AdminFigures(live: live).addRoutes(to: &routes)
        return routes
    }
}
