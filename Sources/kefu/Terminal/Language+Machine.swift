import Foundation
import RAGCore

extension Language {
    /// The language of the user's locale: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set.
    ///
    /// Nil if none is set or kefu does not know the language.
    static var ofThisMachine: Language? {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale.flatMap { Language(rawValue: String($0.prefix(2))) }
    }
}
