import Application
import Foundation
import HTTPTypes
import Hummingbird
import RAGCore

/// The state of the knowledge base and of the service, and refreshing.
struct AdminKnowledge: Sendable {
    private struct Index: Encodable {
        let documents: Int
        let chunks: Int
        @Nullable var generation: Int64?
        @Nullable var lastRefresh: Int?
    }

    private struct Model: Encodable {
        let role: String
        let provider: String
        let name: String
        @Nullable var address: String?
        let state: String
    }

    private struct Status: Encodable {
        let version: String
        let started: Int
        let address: String
        @Nullable var index: Index?
        @Nullable var indexProblem: String?
        let models: [Model]
        let refresh: JobStatus<RefreshSummary>
        let activeStreams: Int
        let queueLength: Int
        let aiLabel: Bool
        let webhook: Bool
    }

    let desk: AnswerDesk
    let refresh: RefreshRunner
    let started: Date

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.get, "/admin/status", for: .admins) { request, _, _ in .json(try await status(request)) }
        routes.on(.post, "/admin/refresh", for: .admins) { _, _, _ in
            guard let status = await refresh.start() else {
                throw APIError(
                    .conflict,
                    .invalidRequest,
                    "refresh_running",
                    "A refresh is running",
                    "正在更新知识库",
                    retryAfter: 2
                )
            }
            return .json(status, status: .accepted)
        }
    }

    private func status(_ request: Request) async throws -> Status {
        let live = desk.live
        let report = try await StatusReport(live.assembly)
        let counts = desk.queue.counts
        return Status(
            version: StatusReport.version,
            started: started.unixSeconds,
            address: "http://\(request.head.authority ?? "")",
            index: report.index.map { summary in
                Index(
                    documents: summary.documents,
                    chunks: summary.chunks,
                    generation: summary.generations.first { $0.state == .current }?.generation.id,
                    lastRefresh: summary.lastRefresh?.unixSeconds
                )
            },
            indexProblem: report.indexProblem,
            models: report.models.map {
                Model(role: $0.role, provider: $0.provider, name: $0.name, address: $0.address, state: $0.state)
            },
            refresh: await refresh.status,
            activeStreams: counts.running,
            queueLength: counts.waiting,
            aiLabel: live.settings.server.labelsAnswers,
            webhook: live.settings.handover.webhook != nil
        )
    }
}
