import Application
import Foundation
import RAGCore
import Synchronization
import Testing

@testable import Server

@Suite("Widgets") struct WidgetTests {
    private static let shop = [
        "server.widgets": "shop", "server.widget.shop.origins": "https://shop.example",
    ]
    private static let origin = ["Origin": "https://shop.example"]

    private func token(_ service: RunningService, _ body: String, origin: [String: String]) async throws -> HTTPReply {
        try await service.send("POST", "/widget/token", headers: origin, body: body)
    }

    @Test("a page in the list gets a token, with which its visitor asks and reads the history")
    func givesTokens() async throws {
        try await withService(flags: Self.shop) { service in
            let reply = try await token(service, #"{"widget": "shop"}"#, origin: Self.origin)
            #expect(reply.status == 200)
            #expect(reply.headers["access-control-allow-origin"] == "https://shop.example")
            let token = try #require(try reply.json["token"].text)
            let answer = try await service.ask("退款要多久？", key: token, headers: Self.origin)
            let id = try #require(try answer.json["kefu"]["session_id"].text)
            #expect(try await service.send("GET", "/v1/sessions/\(id)", key: token).status == 200)
            let other = try #require(
                try await self.token(service, #"{"widget": "shop"}"#, origin: Self.origin).json["token"].text
            )
            #expect(try await service.send("GET", "/v1/sessions/\(id)", key: other).status == 404)
            let renewed = try #require(
                try await self.token(service, #"{"widget": "shop", "renew": "\#(token)"}"#, origin: Self.origin)
                    .json["token"].text
            )
            #expect(try await service.send("GET", "/v1/sessions/\(id)", key: renewed).status == 200)
            #expect(try await service.send("GET", "/admin/sessions", key: token).status == 403)
        }
    }

    @Test(
        "other pages get none",
        arguments: [
            ["Origin": "https://evil.example"], ["Origin": "https://shop.example.evil.example"],
            ["Origin": "http://shop.example"], ["Origin": "null"], [:],
        ]
    )
    func refusesOtherPages(headers: [String: String]) async throws {
        try await withService(flags: Self.shop) { service in
            let reply = try await token(service, #"{"widget": "shop"}"#, origin: headers)
            #expect(reply.status == 403)
            #expect(reply.headers["access-control-allow-origin"] == nil)
            #expect(try await token(service, #"{"widget": "other"}"#, origin: headers).status == 404)
        }
    }

    @Test("a widget without origins is held by no page, and that of the demo page only by the service's own")
    func deniesByDefault() async throws {
        try await withService(flags: ["server.widgets": "shop"]) { service in
            let own = ["Origin": "http://127.0.0.1:\(service.port)"]
            for (widget, origin, status) in [
                ("shop", Self.origin, 403), ("demo", own, 200), ("demo", Self.origin, 403),
            ] {
                let reply = try await token(service, #"{"widget": "\#(widget)"}"#, origin: origin)
                #expect(reply.status == status)
            }
        }
    }

    @Test("a token that is altered, expired or of another page is refused")
    func refusesTokens() throws {
        let clock = Mutex(Date(timeIntervalSince1970: 1_796_000_000))
        let tokens = WidgetTokens(secret: "secret") { clock.withLock(\.self) }
        let widgets = [Settings.Server.Widget(id: "shop", origins: [], tags: [], questionsPerDay: 1)]
        let text = tokens.make(widget: "shop", origin: "https://a.example", visitor: "v_1").text
        func code(_ text: String, origin: String? = "https://a.example") -> String? {
            do throws(APIError) {
                _ = try tokens.caller(with: text, origin: origin, widgets: widgets)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code(text) == nil)
        #expect(code(text, origin: "https://b.example") == "foreign_origin")
        for index in text.indices where text[index] != "." {
            var altered = text
            altered.replaceSubrange(index...index, with: text[index] == "0" ? "1" : "0")
            #expect(code(altered) == "invalid_token")
        }
        let foreign = WidgetTokens(secret: "other").make(widget: "shop", origin: "https://a.example", visitor: "v_1")
            .text
        #expect(code(foreign) == "invalid_token")
        let gone = tokens.make(widget: "gone", origin: "https://a.example", visitor: "v_1").text
        #expect(code(gone) == "invalid_token")
        clock.withLock { $0 += 3_601 }
        #expect(code(text) == "expired_token")
        #expect(tokens.visitor(renewing: text, widget: "shop", origin: "https://a.example") == "v_1")
        #expect(tokens.visitor(renewing: text, widget: "shop", origin: "https://b.example") == nil)
        clock.withLock { $0 += 31 * 86_400 }
        #expect(tokens.visitor(renewing: text, widget: "shop", origin: "https://a.example") == nil)
    }

    @Test("a customer for whom the shop vouches keeps the same history, and nobody else gets it")
    func vouchesForCustomers() async throws {
        try await withService(flags: Self.shop, environment: ["KEFU_WIDGET_SECRET": "shared"]) { service in
            let signature = MessageAuthentication(secret: "shared").code(of: "shop\n42")
            let body = #"{"widget": "shop", "user": {"id": "42", "signature": "\#(signature)"}}"#
            let visitor = try await token(service, body, origin: Self.origin).json["visitor"].text
            #expect(visitor == "u_42")
            let forged = #"{"widget": "shop", "user": {"id": "43", "signature": "\#(signature)"}}"#
            #expect(try await token(service, forged, origin: Self.origin).status == 403)
        }
    }

    @Test("all visitors of a widget share the questions of a day")
    func limitsQuestions() async throws {
        let flags = Self.shop.merging(["server.widget.shop.questions-per-day": "2"]) { $1 }
        try await withService(flags: flags) { service in
            let key = try #require(
                try await token(service, #"{"widget": "shop"}"#, origin: Self.origin).json["token"].text
            )
            for _ in 0..<2 { #expect(try await service.ask("When do you open", key: key).status == 200) }
            #expect(try await service.ask("When do you open", key: key).status == 429)
        }
    }

    @Test(
        "HMAC-SHA256 has the codes of RFC 4231",
        arguments: [
            (
                "Jefe", "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                String(repeating: "\u{0B}", count: 20), "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
        ]
    )
    func authenticates(secret: String, text: String, code: String) {
        #expect(MessageAuthentication(secret: secret).code(of: text) == code)
    }
}
