import Application
import Foundation
import HTTPTypes
import Hummingbird
import RAGCore

/// Health and figures, for those who operate the service.
struct OperationsEndpoints: Sendable {
    private struct Health: Encodable {
        let status: String
        /// The faults that keep the service from answering; empty if there are none.
        let problems: [String]
    }

    let readiness: Readiness
    let index: ServingIndex
    let queue: AdmissionQueue
    let metrics: Metrics

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.get, "/healthz", publicly: .operators) { _, _ in .json(Health(status: "ok", problems: [])) }
        routes.on(.get, "/readyz", publicly: .operators) { _, _ in
            let problems = await readiness.problems()
            return .json(
                Health(status: problems.isEmpty ? "ready" : "not ready", problems: problems),
                status: problems.isEmpty ? .ok : .serviceUnavailable
            )
        }
        routes.on(.get, "/metrics", publicly: .operators) { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.text(gauges: await gauges())))
            )
        }
    }

    private func gauges() async -> [String: Double] {
        let counts = queue.counts
        var gauges = ["kefu_active_streams": Double(counts.running), "kefu_queue_length": Double(counts.waiting)]
        guard let summary = try? await index.summary() else { return gauges }
        gauges["kefu_index_documents"] = Double(summary.documents)
        if let last = summary.lastRefresh { gauges["kefu_index_age_seconds"] = Date().timeIntervalSince(last) }
        return gauges
    }
}
