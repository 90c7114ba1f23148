import Application
import Foundation
import RAGCore
import Testing

@testable import Server

/// The rights of visitors, who hold a token that any page of an allowed origin gives out.
@Suite("Visitors") struct VisitorTests {
    private static let shop = [
        "server.widgets": "shop", "server.widget.shop.origins": "https://shop.example",
    ]

    private func token(_ service: RunningService) async throws -> String {
        let reply = try await service.send(
            "POST",
            "/widget/token",
            headers: ["Origin": "https://shop.example"],
            body: #"{"widget": "shop"}"#
        )
        return try #require(try reply.json["token"].text)
    }

    /// Asks for a token of the demo page under a host of any name.
    private func demoToken(_ service: RunningService, host: String, extra: String = "") async throws -> HTTPReply {
        let body = #"{"widget": "demo"}"#
        let reply = try await Blocking.run { [port = service.port] in
            let connection = try HTTPConnection(port: port)
            connection.write(
                "POST /widget/token HTTP/1.1\r\nHost: \(host)\r\nOrigin: http://\(host)\r\n\(extra)"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            )
            return connection.reply()
        }
        return try #require(reply)
    }

    @Test("the demo page works on this machine alone: under no other name, through no proxy")
    func keepsTheDemoLocal() async throws {
        try await withService { service in
            let local = "127.0.0.1:\(service.port)"
            #expect(try await demoToken(service, host: "kefu.example").status == 404)
            #expect(try await demoToken(service, host: local, extra: "X-Forwarded-For: 203.0.113.7\r\n").status == 404)
            let reply = try await demoToken(service, host: local)
            let token = try #require(try reply.json["token"].text)
            #expect(try await service.ask("When do you open", key: token).status == 200)
            let elsewhere = try await service.ask(
                "When do you open",
                key: token,
                headers: ["X-Forwarded-For": "203.0.113.7"]
            )
            #expect(elsewhere.status == 401)
            #expect(try elsewhere.errorCode == "invalid_token")
        }
    }

    @Test(
        "visitors ask, and use neither the models nor the search",
        arguments: [
            ("GET", "/v1/models", nil), ("GET", "/v1/models/kefu", nil),
            ("POST", "/v1/embeddings", #"{"input": "x", "model": "kefu"}"#),
            ("POST", "/v1/search", #"{"query": "退款", "limit": 100}"#),
        ] as [(String, String, String?)]
    )
    func refusesOtherEndpoints(method: String, path: String, body: String?) async throws {
        try await withService(flags: Self.shop) { service in
            let (visitor, key) = (try await token(service), try await service.key("shop"))
            let refused = try await service.send(method, path, key: visitor, body: body)
            #expect(refused.status == 403)
            #expect(try refused.errorCode == "key_required")
            #expect(try await service.send(method, path, key: key, body: body).status == 200)
        }
    }

    @Test("visitors find only the documents with the tags of their widget")
    func restrictsByTags() async throws {
        let flags = Self.shop.merging(["server.widget.shop.tags": "Shop"]) { $1 }
        try await withService(flags: flags) { service in
            let visitor = try await token(service)
            let hidden = try await service.ask("经理可以批准多少补偿", key: visitor).json["kefu"]["sources"].items
            #expect(!hidden.contains { $0["path"].text == "managers.md" })
            let body = #"{"messages": [{"role": "user", "content": "补偿"}], "tags": ["managers"]}"#
            let wider = try await service.send("POST", "/v1/chat/completions", key: visitor, body: body)
            #expect(wider.status == 403)
        }
    }

    @Test("a question of a widget that was removed in the meantime is refused")
    func refusesRemovedWidgets() async throws {
        try await withService { service in
            let live = try LiveSettings(service.assembly, store: try service.assembly.serviceStore())
            let access = ServerParts(live, AccessKeys(in: live.store), WidgetTokens(secret: "s"), isOnLoopback: true)
                .access
            let caller = Caller(identity: .visitor("v_1", widget: "gone"), scope: .ask, tags: [])
            let client = ClientAddress(peer: IPAddress("203.0.113.7"), host: nil, headers: [:], proxies: [])
            #expect(throws: APIError.invalidToken) { try access.countQuestion(of: caller, from: client) }
        }
    }

    @Test(
        "settings that nobody can mean are refused",
        arguments: [["server.widgets": "demo"], ["server.trusted-proxies": "10.0.0.0/33"]]
    )
    func refusesSettings(flags: [String: String]) async throws {
        let error = await #expect(throws: RAGError.self) { try await withService([:], flags: flags) { _ in } }
        #expect(error?.code == .notConfigured)
    }

    @Test("a customer for whom the shop vouched does not renew the token without a signature")
    func asksForSignaturesAgain() {
        let tokens = WidgetTokens(secret: "secret")
        let (origin, widget) = ("https://shop.example", "shop")
        let customer = tokens.make(widget: widget, origin: origin, visitor: "u_42").text
        #expect(tokens.visitor(renewing: customer, widget: widget, origin: origin) == nil)
        let stranger = tokens.make(widget: widget, origin: origin, visitor: "v_1").text
        #expect(tokens.visitor(renewing: stranger, widget: widget, origin: origin) == "v_1")
    }
}
