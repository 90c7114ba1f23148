import Foundation
import LoopbackServer
import RAGCore
import Synchronization
import Testing

@testable import Server

@Suite("Operations") struct OperationsTests {
    @Test(
        "health is told to this machine, and to others only with an admin key",
        arguments: [
            "/healthz", "/readyz", "/metrics",
        ]
    )
    func guardsHealth(path: String) async throws {
        try await withService { service in
            #expect(try await service.send("GET", path).status == 200)
            let far = ["X-Forwarded-For": "203.0.113.7"]
            #expect(try await service.send("GET", path, headers: far).status == 401)
            let key = try await service.key("admin", scope: .admin)
            #expect(try await service.send("GET", path, key: key, headers: far).status == 200)
        }
    }

    @Test("figures name routes and decisions, and hold nobody's words")
    func countsRequests() async throws {
        try await withService { service in
            let session = try #require(try await service.ask("退款要多久？").json["kefu"]["session_id"].text)
            _ = try await service.send("GET", "/v1/sessions/\(session)")
            _ = try await service.send("GET", "/secret-path")
            let text = try await service.send("GET", "/metrics").body
            #expect(
                text.contains(#"kefu_http_requests_total{route="/v1/chat/completions",method="POST",status="200"} 1"#)
            )
            #expect(text.contains(#"kefu_answers_total{decision="answered",reason="",language="zh"} 1"#))
            #expect(text.contains("kefu_index_documents 3"))
            #expect(text.contains(#"kefu_tokens_total{kind="input"} 90"#))
            for secret in [session, "退款", "secret-path"] { #expect(!text.contains(secret)) }
        }
    }

    @Test("a service that cannot answer yet says why")
    func reportsProblems() async throws {
        try await withService([:]) { service in
            let reply = try await service.send("GET", "/readyz")
            #expect(reply.status == 503)
            #expect(try !reply.json["problems"].items.isEmpty)
        }
    }

    @Test("many probes of the readiness ask the services once")
    func asksServicesOnce() async throws {
        try await withService { service in
            let first = try await service.send("GET", "/readyz")
            let calls = service.model.requests.count
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<10 { group.addTask { try await service.send("GET", "/readyz").status } }
                for try await status in group { #expect(status == first.status) }
            }
            #expect(calls > 0 && service.model.requests.count == calls)
        }
    }

    @Test("every endpoint is described, and every description is an endpoint")
    func describesEndpoints() async throws {
        try await withService { service in
            for (path, method) in ServiceDescription.shared.operations {
                let concrete = path.replacing(/\{[a-z]+\}/, with: "x")
                let reply = try await service.send(method.uppercased(), concrete)
                #expect(reply.status != 405, "\(method) \(path)")
                #expect(try reply.status != 404 || reply.errorCode != "unknown_path", "\(method) \(path)")
            }
        }
    }

    @Test("pages and scripts are served with their types, and the browser is told what they may do")
    func servesPages() async throws {
        try await withService { service in
            for (path, type) in [
                ("/demo", "text/html"), ("/admin", "text/html"), ("/widget.js", "text/javascript"),
                ("/assets/admin.css", "text/css"), ("/assets/chat.js", "text/javascript"),
                ("/openapi.yaml", "application/yaml"),
            ] {
                let reply = try await service.send("GET", path)
                #expect(reply.status == 200, "\(path)")
                #expect(reply.headers["content-type"]?.hasPrefix(type) == true)
                #expect(reply.headers["x-content-type-options"] == "nosniff")
                let tag = try #require(reply.headers["etag"])
                #expect(try await service.send("GET", path, headers: ["If-None-Match": tag]).status == 304)
            }
            let policy = try await service.send("GET", "/admin").headers["content-security-policy"]
            #expect(policy?.contains("frame-ancestors 'none'") == true)
            #expect(policy?.contains("unsafe") == false)
        }
    }

    @Test("without a key the service does not listen for other machines")
    func staysLocalWithoutKeys() async throws {
        try await withService { service in
            await #expect(throws: RAGError.self) {
                _ = try await KefuServer(service.assembly, host: "0.0.0.0", port: 0)
            }
            _ = try await service.key("shop")
            _ = try await KefuServer(service.assembly, host: "0.0.0.0", port: 0)
        }
    }
}
