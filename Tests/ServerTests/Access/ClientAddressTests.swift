import HTTPTypes
import Testing

@testable import Server

@Suite("Client addresses") struct ClientAddressTests {
    private static let proxies = ["127.0.0.1", "10.0.0.0/8", "2001:db8::/32"].compactMap { IPNetwork($0) }

    @Test(
        "the client is the right-most hop that is no trusted proxy",
        arguments: [
            ("127.0.0.1", "203.0.113.7", "203.0.113.7"), ("127.0.0.1", "1.2.3.4, 203.0.113.7", "203.0.113.7"),
            ("127.0.0.1", "203.0.113.7, 10.1.2.3", "203.0.113.7"), ("127.0.0.1", "10.0.0.1, 10.0.0.2", "10.0.0.1"),
            ("127.0.0.1", "203.0.113.7, nonsense", "127.0.0.1"), ("127.0.0.1", "[2001:db9::1]:443", "2001:db9::1"),
            ("203.0.113.9", "1.2.3.4", "203.0.113.9"), ("::ffff:127.0.0.1", "1.2.3.4", "1.2.3.4"),
        ]
    )
    func findsClients(peer: String, forwarded: String, expected: String) throws {
        let name = try #require(HTTPField.Name("X-Forwarded-For"))
        let address = ClientAddress(
            peer: IPAddress(peer),
            host: "shop.example",
            headers: [name: forwarded],
            proxies: Self.proxies
        )
        #expect(address.address == IPAddress(expected))
        #expect(!address.isLocal)
    }

    @Test(
        "only a connection from this machine itself is local: no closed one, and no trusted proxy",
        arguments: [
            ("127.0.0.1", [], true), ("::1", [], true), (nil, [], false), ("127.0.0.1", ["127.0.0.1"], false),
            ("127.0.0.1", ["10.0.0.0/8"], true), ("203.0.113.7", [], false),
        ] as [(String?, [String], Bool)]
    )
    func knowsLocalClients(peer: String?, proxies: [String], expected: Bool) {
        let address = ClientAddress(
            peer: peer.flatMap { IPAddress($0) },
            host: "127.0.0.1:8420",
            headers: [:],
            proxies: proxies.compactMap { IPNetwork($0) }
        )
        #expect(address.isLocal == expected)
    }

    @Test("a customer of IPv6 is a network of 64 bits")
    func groupsAddresses() throws {
        let addresses = ["2001:db9:1:2::1", "2001:db9:1:2:ffff::9"].compactMap { IPAddress($0)?.customer }
        #expect(Set(addresses).count == 1)
        #expect(IPAddress("2001:db9:1:3::1")?.customer != addresses.first)
        #expect(IPAddress("203.0.113.7")?.customer != IPAddress("203.0.113.8")?.customer)
    }

    @Test(
        "networks contain what their bits say",
        arguments: [
            ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.0/9", "10.128.0.1", false),
            ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false), ("0.0.0.0/0", "8.8.8.8", true),
            ("::/0", "8.8.8.8", false), ("2001:db8::/32", "2001:db8:9::1", true),
        ]
    )
    func containsAddresses(network: String, address: String, expected: Bool) throws {
        let network = try #require(IPNetwork(network))
        #expect(network.contains(try #require(IPAddress(address))) == expected)
    }

    @Test(
        "texts that are no network are refused",
        arguments: ["", "10.0.0.0/33", "10.0.0.0/-1", "x", "10.0.0.0/8/8", "::/129"]
    )
    func refusesOtherTexts(text: String) { #expect(IPNetwork(text) == nil) }
}
