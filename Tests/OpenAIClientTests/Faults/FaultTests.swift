import Foundation
import LoopbackServer
import RAGCore
import Testing

@testable import OpenAIClient

/// Every fault of a service against every operation that talks to a model. Each ends in the documented error or, after
/// another attempt, in success, and no error shows the key or a customer's words.
@Suite(.serialized) struct FaultTests {
    /// Runs `operation` against a service that has `fault` for its first `times` requests, and none after them. Returns
    /// the error, or nil after a success.
    private func outcome(
        of operation: ModelOperation,
        _ fault: Fault,
        times: Int = .max,
        timeouts: HTTPTimeouts = HTTPTimeouts(),
        pauses: Pauses = Pauses()
    ) async throws -> RAGError? {
        let requests = Counter()
        return try await withServer { connection in
            while connection.readRequest() != nil {
                guard requests.next() > times else {
                    return try fault.act(on: connection, insteadOf: operation.reply)
                }
                try connection.respond(200, operation.reply.headers, body: operation.reply.body)
            }
        } _: { server in
            let service = try service(
                at: server.address,
                client: HTTPClient(NetworkSettings()),
                timeouts: timeouts,
                pauses: pauses
            )
            do {
                try await operation.perform(service)
                return nil
            } catch let error as RAGError {
                let shown = "\(error) \(error.cause.map { "\($0)" } ?? "")"
                for secret in [testKey, String(testKey.dropFirst(3).prefix(8)), ModelOperation.customersWords] {
                    #expect(!shown.contains(secret), "\(fault) shows \(secret) in \(operation): \(shown)")
                }
                #expect(!error.message.isEmpty && error.message.count < 600)
                #expect(requests.next() <= 8, "\(fault): too many attempts of \(operation)")
                return error
            }
        }
    }

    @Test("a connection that breaks is tried again, and then an error", arguments: ModelOperation.all)
    func breaks(operation: ModelOperation) async throws {
        for fault in Fault.breaks {
            // A reply that ends with its connection is complete where any body is a reply.
            let error = try await outcome(of: operation, fault)
            #expect(
                [.serviceFailed, .unreachable].contains(error?.code),
                "\(fault): \(error.map { "\($0)" } ?? "none")"
            )
            let isAfterWords = operation.reply.isStream && fault.name.contains(/inside the body|chunk/)
            let second = try await outcome(of: operation, fault, times: 1)
            if !isAfterWords { #expect(second == nil, "\(fault): \(second.map { "\($0)" } ?? "")") }
        }
    }

    @Test("a service that keeps its client waiting times out", arguments: ModelOperation.all)
    func waits(operation: ModelOperation) async throws {
        let patience = HTTPTimeouts(connect: .seconds(10), firstByte: .milliseconds(100), idle: .milliseconds(100))
        for fault in Fault.waits {
            let start = ContinuousClock.now
            let error = try await outcome(of: operation, fault, timeouts: patience)
            #expect(error?.code == .timedOut, "\(fault): \(error.map { "\($0)" } ?? "none")")
            #expect(.now - start < .seconds(20))
        }
    }

    @Test("a body that is no reply is an error at once", arguments: ModelOperation.all)
    func wrongBodies(operation: ModelOperation) async throws {
        for fault in Fault.wrongBodies {
            let pauses = Pauses()
            let error = try await outcome(of: operation, fault, pauses: pauses)
            if operation.takesAnyBody {
                #expect(error == nil)
            } else if operation.name.hasPrefix("start"), fault.name == "empty lists" {
                // The list of batches may be empty. Then one is started, and the same body is no batch.
                #expect(error?.code == .serviceFailed)
            } else {
                #expect(error?.code == .serviceFailed, "\(fault): \(error.map { "\($0)" } ?? "none")")
                #expect(pauses.all.isEmpty, "\(fault)")
            }
        }
    }

    @Test("a reply that is larger than any is refused at once", arguments: ModelOperation.all)
    func tooLarge(operation: ModelOperation) async throws {
        let patience = HTTPTimeouts(connect: .seconds(10), firstByte: .seconds(1), idle: .milliseconds(300))
        for fault in Fault.tooLarge {
            let error = try await outcome(of: operation, fault, timeouts: patience)
            // libcurl ignores a length that is no number, and then the reply ends with its connection.
            let isReply = operation.takesAnyBody && error == nil
            let isRefused = error?.code == .serviceFailed || error?.code == .timedOut
            #expect(isReply || isRefused, "\(fault): \(error.map { "\($0)" } ?? "none")")
        }
    }

    /// Statuses with the code that README documents, and whether they are tried again.
    private static let statuses: [(Int, RAGError.Code, isRepeated: Bool)] =
        [400, 405, 406, 410, 411, 413, 414, 415, 417, 418, 422, 423, 424, 425, 426, 428, 431, 451].map {
            ($0, .serviceFailed, false)
        } + [
            (401, .keyRefused, false), (403, .keyRefused, false), (402, .rateLimited, false),
            (409, .serviceFailed, true),
            (408, .timedOut, true), (504, .timedOut, true), (429, .rateLimited, true),
        ] + [500, 501, 502, 503, 505, 507, 508, 511, 520, 522, 524, 529, 599].map { ($0, .serviceFailed, true) }

    private static let retryAfter = [
        nil, "0", "1", "59", "-5", "soon", "1e99", "nan", "Wed, 21 Oct 2015 07:28:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "99999999999999999999999999",
    ]

    @Test("every error status has its code, with and without Retry-After", arguments: ModelOperation.all)
    func statuses(operation: ModelOperation) async throws {
        let said = "no \(testKey) for \(ModelOperation.customersWords)"
        for (place, (status, code, isRepeated)) in Self.statuses.enumerated() {
            let values =
                [429, 503].contains(status) ? Self.retryAfter : [Self.retryAfter[place % Self.retryAfter.count]]
            for value in values {
                let fault = Fault.status(status, retryAfter: value, saying: said)
                let pauses = Pauses()
                let error = try await outcome(of: operation, fault, pauses: pauses)
                #expect(error?.code == code, "\(fault): \(error.map { "\($0)" } ?? "none")")
                #expect(pauses.all.count == (isRepeated ? 2 : 0), "\(fault)")
                #expect(pauses.all.allSatisfy { $0 >= .zero && $0 <= .seconds(60) }, "\(fault): \(pauses.all)")
                let second = try await outcome(of: operation, fault, times: 1)
                #expect((second == nil) == isRepeated, "\(fault)")
            }
        }
        let missing = try await outcome(of: operation, .status(404, saying: said))
        #expect(missing?.code == operation.missing)
    }

    @Test("no redirect is followed, because the key would go with it", arguments: ModelOperation.all)
    func redirects(operation: ModelOperation) async throws {
        for status in [300, 301, 302, 303, 307, 308] {
            try await withServer { connection in
                while connection.readRequest() != nil { try connection.respond(body: operation.reply.body) }
            } _: { other in
                let error = try await outcome(of: operation, .redirect(status, to: other.address))
                #expect(error?.code == .notConfigured)
                #expect(other.requests.isEmpty)
            }
        }
    }

    @Test("a server that does not speak TLS is unreachable", arguments: ModelOperation.all)
    func plainServer(operation: ModelOperation) async throws {
        try await withServer { connection in
            _ = Sockets.read(connection.socket, 1)
            try connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
        } _: { server in
            let address = server.address.replacing("http:", with: "https:")
            let error = try await failure { try await operation.perform(service(at: address, retries: 0)) }
            #expect(error.code == .unreachable)
        }
    }

    @Test(
        "vectors that are wrong in number, place, length or value are refused",
        arguments: [
            [(0, [1, 0])], [(0, [1, 0]), (1, [1, 0])], [(0, [1, 0, 0]), (0, [0, 1, 0])],
            [(0, [1, 0, 0]), (5, [0, 1, 0])],
            [(0, [0, 0, 0]), (1, [0, 1, 0])], [(0, [.nan, 0, 0]), (1, [0, 1, 0])], [(0, []), (1, [])],
            [(0, [1, 0, 0]), (1, [0, 1])], [(0, [1, 0, 0]), (1, [0, 1, 0]), (2, [0, 0, 1])],
        ] as [[(index: Int, vector: [Float])]]
    )
    func vectors(vectors: [(index: Int, vector: [Float])]) async throws {
        let fault = Fault("wrong vectors") { connection, _ in try connection.respond(body: embeddingReply(vectors)) }
        let operation = try #require(ModelOperation.all.first { $0.name == "embeddings" })
        #expect(try await outcome(of: operation, fault)?.code == .serviceFailed)
    }

    @Test("a late reply, one that comes byte by byte, and one with more events than it needs are replies")
    func harmless() async throws {
        let slow = [
            Fault("late") { connection, reply in
                connection.pause(milliseconds: 100)
                try connection.respond(200, reply.headers, body: reply.body)
            },
            Fault("byte by byte") { connection, reply in
                try connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(reply.body.utf8.count)\r\n\r\n")
                for byte in reply.body.utf8 { try connection.write([byte]) }
            },
            Fault("an event twice") { connection, reply in
                let more = reply.isStream ? "data: [DONE]\n\ndata: [DONE]\n\n" : ""
                try connection.respond(200, reply.headers, body: reply.body + more)
            },
        ]
        for operation in ModelOperation.all {
            for fault in slow {
                let error = try await outcome(of: operation, fault)
                #expect(error == nil, "\(fault): \(error.map { "\($0)" } ?? "")")
            }
        }
    }
}
