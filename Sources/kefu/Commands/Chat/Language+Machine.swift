import Foundation
import RAGCore

extension Language {
    /// What the person who works on this machine speaks, from `LC_ALL`, `LC_MESSAGES` or `LANG`; nil where they do not say.
    static var ofThisMachine: Language? {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale.flatMap { Language(rawValue: String($0.prefix(2))) }
    }
}
