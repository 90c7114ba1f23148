import Foundation

extension String {
    /// The address without user, password and query, any of which may be a secret; `-` if it is not an address.
    package var withoutSecrets: String {
        guard var address = URLComponents(string: self) else { return "-" }
        address.user = nil
        address.password = nil
        address.query = nil
        return address.string ?? "-"
    }
}
