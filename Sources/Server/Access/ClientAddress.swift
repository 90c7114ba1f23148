import HTTPTypes
import Hummingbird

/// Where a request comes from.
struct ClientAddress: Sendable, Hashable {
    /// The address; nil where the connection has none.
    let address: IPAddress?
    /// Whether the request was made on this machine and no proxy passed it on. A connection without an address, which
    /// is closed already, is not local, and neither is a trusted proxy, which may add no header.
    let isLocal: Bool

    /// Finds the client of a connection from `peer`: the right-most hop of `X-Forwarded-For` that is no trusted proxy.
    /// Hops are believed only as far as trusted proxies have added them.
    init(peer: IPAddress?, host: String?, headers: HTTPFields, proxies: [IPNetwork]) {
        let isForwarded = [HTTPField.Name.forwardedFor, .forwarded, .realIP].contains { headers[$0] != nil }
        let isProxy = peer.map { peer in proxies.contains { $0.contains(peer) } } ?? false
        isLocal = peer?.isLoopback == true && !isProxy && !isForwarded && Self.isLocalName(host)
        guard let peer, isProxy else {
            address = peer
            return
        }
        var client = peer
        let hops = headers[values: .forwardedFor].flatMap { $0.split(separator: ",") }
        for hop in hops.reversed() {
            guard let address = IPAddress(hop) else { break }
            client = address
            if !proxies.contains(where: { $0.contains(address) }) { break }
        }
        address = client
    }

    /// Returns whether `host` names this machine. A page of another host may have made its own name point here (DNS
    /// rebinding).
    private static func isLocalName(_ host: String?) -> Bool {
        guard let host else { return true }
        if host == "localhost" || host.hasPrefix("localhost:") { return true }
        return IPAddress(host)?.isLoopback ?? false
    }
}
