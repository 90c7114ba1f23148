import Foundation

/// What a mirror knows of its copies.
struct WebRecord: Sendable, Codable {
    /// What each copy's document carries, by the file's path below the folder of copies; empty where there is no record.
    static func metadata(in file: URL) -> [String: [String: [String]]] { [:] }
}
