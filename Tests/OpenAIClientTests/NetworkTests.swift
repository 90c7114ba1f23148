import Foundation
import LoopbackServer
import Testing

@testable import OpenAIClient

@Suite("Proxies")
struct ProxyTests {
    private static let models = #"{"data":[{"id":"m"}]}"#

    @Test("plain requests use the proxy, except to this machine and to hosts of NO_PROXY")
    func plain() async throws {
        try await withServer { connection in
            while connection.readRequest() != nil { try connection.respond(body: Self.models) }
        } _: { target in
            try await withServer { connection in
                while connection.readRequest() != nil { try connection.respond(body: Self.models) }
            } _: { proxy in
                let address = "http://127.0.0.1:\(proxy.port)"
                let client = HTTPClient(NetworkSettings(httpProxy: address))
                _ = try await service(at: "http://service.invalid/v1", client: client).models()
                #expect(proxy.requests.map(\.path) == ["http://service.invalid/v1/models"])

                _ = try await service(at: target.address, client: client).models()
                #expect(target.requests.count == 1)

                // 0.0.0.0 is this machine, but not a loopback address.
                let any = "http://0.0.0.0:\(target.port)/v1"
                _ = try await service(at: any, client: client).models()
                #expect(proxy.requests.count == 2)
                let exempt = HTTPClient(NetworkSettings(httpProxy: address, noProxy: "other.example,0.0.0.0"))
                _ = try await service(at: any, client: exempt).models()
                #expect(proxy.requests.count == 2)
                #expect(target.requests.count == 2)
            }
        }
    }

    @Test("an https request asks for a tunnel, and a refusal is a clear error")
    func refusedTunnel() async throws {
        try await withServer { connection in
            while connection.readRequest() != nil { try connection.respond(407, body: "") }
        } _: { proxy in
            let client = HTTPClient(NetworkSettings(httpsProxy: "http://127.0.0.1:\(proxy.port)"))
            let error = try await failure {
                try await service(at: "https://service.invalid/v1", client: client, retries: 0).models()
            }
            #expect(proxy.requests.first?.line == "CONNECT service.invalid:443 HTTP/1.1")
            #expect(proxy.requests.first?.headers["authorization"] == nil)
            #expect(error.code == .unreachable)
            #expect(error.description.contains("through the proxy"))
        }
    }

    @Test(
        "an invalid proxy address is reported without its password",
        arguments: ["http://user:s3cret@proxy:99999", "gopher://user:s3cret@proxy:80", "http://user:s3cret@[::1:80"]
    )
    func malformed(proxy: String) async throws {
        let client = HTTPClient(NetworkSettings(httpsProxy: proxy))
        let error = try await failure {
            try await service(at: "https://service.invalid/v1", client: client, retries: 0).models()
        }
        #expect(error.code == .unreachable)
        #expect(error.message.contains("through the proxy"))
        #expect(!"\(error) \(error.cause.map { "\($0)" } ?? "")".contains("s3cret"))
    }

    @Test("an unreachable proxy is a clear error")
    func unreachable() async throws {
        let port = try Sockets.freePort()
        let client = HTTPClient(NetworkSettings(httpsProxy: "http://127.0.0.1:\(port)"))
        let error = try await failure {
            try await service(at: "https://service.invalid/v1", client: client, retries: 0).models()
        }
        #expect(error.code == .unreachable)
    }

    @Test("the environment is read as curl reads it")
    func environment() throws {
        let settings = NetworkSettings(environment: [
            "HTTPS_PROXY": "http://upper", "https_proxy": "http://lower", "HTTP_PROXY": "http://cgi",
            "ALL_PROXY": "http://all",
            "NO_PROXY": "a.example", "SSL_CERT_FILE": "/ca.pem", "CURL_CA_BUNDLE": "",
        ])
        let expected = NetworkSettings(
            httpProxy: "http://all",
            httpsProxy: "http://lower",
            noProxy: "a.example",
            certificateFile: "/ca.pem"
        )
        #expect(settings == expected)
        for host in ["localhost", "127.0.0.1", "127.8.8.8", "[::1]", "kefu.localhost"] {
            let url = try #require(URL(string: "https://\(host):8080/v1"))
            #expect(settings.proxy(for: url) == nil)
        }
        for host in ["example.com", "127.example.com", "10.0.0.1", "localhost.example"] {
            let url = try #require(URL(string: "https://\(host)/v1"))
            #expect(settings.proxy(for: url) == "http://lower")
        }
    }
}

@Suite("TLS", .enabled(if: OpenSSL.isThere, "needs openssl 3"))
struct TLSTests {
    @Test("a certificate authority in the set file is trusted")
    func ownAuthority() async throws {
        try await OpenSSL.withServer { server in
            let client = HTTPClient(NetworkSettings(certificateFile: server.authority))
            let models = try await service(at: server.address, client: client).models()
            #expect(models == ["m"])
        }
    }

    @Test("an unknown server receives nothing")
    func stranger() async throws {
        try await OpenSSL.withServer { server in
            let error = try await failure { try await service(at: server.address).models() }
            #expect(error.code == .unreachable)
            #expect(error.hint?.contains("SSL_CERT_FILE") == true)
        }
    }

    @Test("a missing certificate file is a clear error")
    func missingFile() async throws {
        try await OpenSSL.withServer { server in
            let client = HTTPClient(NetworkSettings(certificateFile: "/nowhere/ca.pem"))
            let error = try await failure { try await service(at: server.address, client: client).models() }
            #expect(error.code == .notConfigured)
            #expect(error.hint?.contains("SSL_CERT_FILE") == true)
        }
    }

    @Test("HTTP/2 is offered")
    func offer() async throws {
        let hello = Signal<[UInt8]>()
        try await withServer { connection in
            hello.send(Sockets.read(connection.socket, 4096) ?? [])
        } _: { server in
            let address = server.address.replacingOccurrences(of: "http:", with: "https:")
            _ = try await failure { try await service(at: address).models() }
            // The names of RFC 7301, each with its length before it.
            let offered = "\u{2}h2\u{8}http/1.1"
            #expect(String(decoding: await hello.value, as: UTF8.self).contains(offered))
        }
    }

    @Test("a server without TLS is a clear error")
    func plainServer() async throws {
        try await withServer { connection in
            _ = Sockets.read(connection.socket, 1)
            try connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
        } _: { server in
            let address = server.address.replacingOccurrences(of: "http:", with: "https:")
            let error = try await failure { try await service(at: address).models() }
            #expect(error.code == .unreachable)
        }
    }
}
