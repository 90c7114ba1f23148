import Application
import Foundation
import Logging
import LoopbackServer
import RAGCore
import ServiceLifecycle
import Testing

@testable import Server

@Suite("Hand-over") struct HandoverTests {
    @Test("the team gets the conversation and the contact, signed, and again where it did not arrive")
    func sendsWebhooks() async throws {
        let (attempts, arrived) = (Counter(), Signal<LoopbackServer.Request>())
        try await withServer({ connection in
            while let request = connection.readRequest() {
                let isFirst = attempts.next() == 1
                try connection.respond(isFirst ? 500 : 200, body: "")
                let isContact = String(decoding: request.body, as: UTF8.self).contains("contact_left")
                if !isFirst, isContact { arrived.send(request) }
            }
        }) { team in
            let flags = ["handover.webhook": "http://127.0.0.1:\(team.port)/hook"]
            try await withService(flags: flags, environment: ["KEFU_HANDOVER_SECRET": "shared"]) { service in
                let id = try #require(try await service.ask("转人工").json["kefu"]["session_id"].text)
                let reply = try await service.send(
                    "POST",
                    "/v1/sessions/\(id)/contact",
                    body: #"{"contact": "a@b.example"}"#
                )
                #expect(try reply.json["forwarded"].flag == true)
                let request = await arrived.value
                let body = String(decoding: request.body, as: UTF8.self)
                let event = try JSONDecoder().decode(JSONValue.self, from: Data(request.body))
                #expect(event["contact"]["contact"].text == "a@b.example")
                #expect(event["session"]["turns"][0]["question"].text == "转人工")
                let parts = try #require(request.headers["x-kefu-signature"]).split(separator: ",")
                let (time, code) = (parts[0].dropFirst(2), parts[1].dropFirst(3))
                #expect(MessageAuthentication(secret: "shared").code(of: "\(time).\(body)") == code)
            }
        }
    }

    @Test("events that wait when the service stops are sent before it ends")
    func sendsTheLastEvents() async throws {
        let (arrived, begun, release) = (Counter(), Signal<Void>(), Signal<Void>())
        try await withServer({ connection in
            while connection.readRequest() != nil {
                if arrived.next() == 1 {
                    begun.send(())
                    release.wait()
                }
                try connection.respond(200, body: "")
            }
        }) { team in
            let flags = ["handover.webhook": "http://127.0.0.1:\(team.port)/hook"]
            try await withService { service in
                let id = try #require(try await service.ask("When do you open").json["kefu"]["session_id"].text)
                let settings = try await Settings.load(workspace: service.workspace, flags: flags, environment: [:])
                let assembly = Assembly(settings) { _ in }
                let webhook = try HandoverWebhook(LiveSettings(assembly, store: try assembly.serviceStore()))
                for _ in 0..<2 { await webhook.send(.handedOver, id) }
                let group = ServiceGroup(services: [webhook], logger: Logger(label: "test"))
                let running = Task { try await group.run() }
                await begun.value
                await group.triggerGracefulShutdown()
                release.send(())
                try await running.value
                #expect(arrived.next() == 3)
            }
        }
    }

    @Test("an event that did not arrive before the service stopped is sent after the next start, and given up at last")
    func keepsEvents() async throws {
        let (status, calls) = (Counter(), Counter())
        try await withServer({ connection in
            while connection.readRequest() != nil {
                _ = calls.next()
                try connection.respond(status.value == 0 ? 500 : 200, body: "")
            }
        }) { team in
            let flags = ["handover.webhook": "http://127.0.0.1:\(team.port)/hook"]
            try await withService { service in
                let id = try #require(try await service.ask("When do you open").json["kefu"]["session_id"].text)
                let settings = try await Settings.load(workspace: service.workspace, flags: flags, environment: [:])
                let assembly = Assembly(settings) { _ in }
                let store = try assembly.serviceStore()
                let live = try LiveSettings(assembly, store: store)
                func run(pauses: [Duration]) async throws {
                    let webhook = HandoverWebhook(live, pauses: pauses)
                    let group = ServiceGroup(services: [webhook], logger: Logger(label: "test"))
                    let running = Task { try await group.run() }
                    await group.triggerGracefulShutdown()
                    try await running.value
                }
                await HandoverWebhook(live).send(.handedOver, id)
                try await run(pauses: [.zero, .seconds(3_600)])
                #expect(calls.value == 2)
                let event = try #require(try await store.takeEvent(dueAt: .distantFuture, until: .distantFuture))
                #expect(event.attempts == 3)
                #expect(try await store.takeEvent(dueAt: Date(), until: .distantFuture) == nil)
                try await store.postpone(event, until: .distantPast)
                _ = status.next()
                try await run(pauses: [.zero, .zero, .zero])
                #expect(calls.value == 3)
                #expect(try await store.nextEventTime() == nil)
            }
        }
    }

    @Test(
        "business hours are open from their first minute to the one before the last",
        arguments: [
            ("Mon-Fri 9:00-18:00", "2026-11-30T01:00:00Z", true), ("Mon-Fri 9:00-18:00", "2026-11-30T00:59:00Z", false),
            ("Mon-Fri 9:00-18:00", "2026-11-30T09:59:00Z", true), ("Mon-Fri 9:00-18:00", "2026-11-30T10:00:00Z", false),
            ("Mon-Fri 9:00-18:00", "2026-11-29T04:00:00Z", false), ("daily 8:00-24:00", "2026-11-29T15:59:00Z", true),
            ("daily 8:00-24:00", "2026-11-29T16:00:00Z", false), ("Sun 0:00-24:00", "2026-11-28T16:00:00Z", true),
        ]
    )
    func knowsHours(line: String, time: String, isOpen: Bool) throws {
        let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        let hours = try #require(BusinessHours([line], in: zone))
        let date = try Date(time, strategy: .iso8601)
        #expect(hours.isOpen(at: date) == isOpen)
    }

    @Test(
        "lines that are no business hours are refused",
        arguments: [
            "", "Mon", "9:00-18:00", "Mon 18:00-9:00", "Fri-Mon 9:00-18:00", "Mon 9-18", "Mon 9:00-25:00",
            "Mon 9:60-10:00",
        ]
    )
    func refusesOtherLines(line: String) { #expect(BusinessHours([line], in: .gmt) == nil) }

    @Test("contacts are erased after the days that the settings say")
    func erasesContacts() async throws {
        try await withService { service in
            let id = try #require(try await service.ask("转人工").json["kefu"]["session_id"].text)
            _ = try await service.send("POST", "/v1/sessions/\(id)/contact", body: #"{"contact": "a@b.example"}"#)
            let store = try service.assembly.serviceStore()
            let live = try LiveSettings(service.assembly, store: store)
            let upkeep = Upkeep(live: live, refresh: RefreshRunner(live, SupportAnswers()))
            await upkeep.eraseContacts(now: Date(timeIntervalSinceNow: 29 * 86_400))
            #expect(try await store.contact(of: id) != nil)
            await upkeep.eraseContacts(now: Date(timeIntervalSinceNow: 31 * 86_400))
            #expect(try await store.contact(of: id) == nil)
        }
    }
}
