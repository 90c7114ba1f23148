import Application
import Foundation
import Testing

@testable import Server

@Suite("Keys") struct KeyTests {
    @Test("without any key, programs on this machine need none; then they do")
    func needsKeysOnceOneIsMade() async throws {
        try await withService { service in
            #expect(try await service.send("GET", "/v1/models").status == 200)
            #expect(try await service.send("GET", "/v1/models", key: "anything").status == 200)
            let key = try await service.key("shop")
            let missing = try await service.send("GET", "/v1/models")
            #expect(missing.status == 401)
            #expect(missing.headers["www-authenticate"] == "Bearer")
            #expect(
                try await service.send("GET", "/v1/models", key: "kefu_" + String(repeating: "x", count: 43)).status
                    == 401
            )
            #expect(try await service.send("GET", "/v1/models", key: key).status == 200)
            _ = try await AccessKeys(in: try service.assembly.serviceStore()).revoke("shop")
            #expect(try await service.send("GET", "/v1/models").status == 401, "the door opens when a key is revoked")
        }
    }

    @Test(
        "requests that a proxy or a page of another site sends are none of this machine",
        arguments: [
            ["X-Forwarded-For": "203.0.113.7"], ["Forwarded": "for=203.0.113.7"], ["Origin": "https://evil.example"],
            ["Origin": "null"],
        ]
    )
    func isClosedToOthers(headers: [String: String]) async throws {
        try await withService { service in
            let reply = try await service.send("GET", "/v1/models", headers: headers)
            #expect(reply.status == 401)
        }
    }

    @Test("a name that points to this machine makes no request local")
    func refusesRebinding() async throws {
        try await withService { service in
            let reply = try await Blocking.run { [port = service.port] in
                let connection = try HTTPConnection(port: port)
                connection.write("GET /v1/models HTTP/1.1\r\nHost: evil.example\r\n\r\n")
                return connection.reply()
            }
            #expect(reply?.status == 401)
        }
    }

    @Test(
        "an ask key cannot administer, an admin key can",
        arguments: [
            "/admin/sessions", "/admin/unanswered", "/admin/status", "/admin/figures", "/admin/topics",
        ]
    )
    func separatesScopes(path: String) async throws {
        try await withService { service in
            let (ask, admin) = (try await service.key("ask"), try await service.key("admin", scope: .admin))
            let refused = try await service.send("GET", path, key: ask)
            #expect(refused.status == 403)
            #expect(try refused.errorCode == "wrong_scope")
            #expect(try await service.send("GET", path, key: admin).status == 200)
            #expect(try await service.send("GET", path).status == 401)
        }
    }

    @Test("the admin endpoints need a key also where no key was made")
    func guardsAdministration() async throws {
        try await withService { service in
            let reply = try await service.send("GET", "/admin/sessions")
            #expect(reply.status == 403)
        }
    }

    @Test("a key with tags finds nothing else, whatever the request says")
    func restrictsByTags() async throws {
        try await withService { service in
            let (all, shop) = (try await service.key("all"), try await service.key("shop", tags: ["shop"]))
            let body = #"{"query": "经理可以批准多少补偿", "limit": 20}"#
            func paths(_ key: String, _ body: String) async throws -> Set<String> {
                let reply = try await service.send("POST", "/v1/search", key: key, body: body)
                return Set(try reply.json["data"].items.compactMap { $0["path"].text })
            }
            #expect(try await paths(all, body).contains("managers.md"))
            #expect(try await !paths(shop, body).contains("managers.md"))
            let wider = try await service.send(
                "POST",
                "/v1/search",
                key: shop,
                body: #"{"query": "经理", "tags": ["managers"]}"#
            )
            #expect(wider.status == 403)
            #expect(try await paths(all, #"{"query": "经理", "tags": ["managers"]}"#) == ["managers.md"])
        }
    }
}
