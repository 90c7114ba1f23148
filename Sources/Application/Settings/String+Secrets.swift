import Foundation

extension String {
    /// An address without user, password and query, any of which may be a secret; `-` where it is no address.
    package var withoutSecrets: String {
        guard var address = URLComponents(string: self) else { return "-" }
        address.user = nil
        address.password = nil
        address.query = nil
        return address.string ?? "-"
    }
}
