import HTTPTypes
import Hummingbird
import NIOCore
import RAGCore

/// The facts that are known about a request beside its own bytes.
struct KefuContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

extension Request {
    /// The language of messages for the person or program that asks, from `Accept-Language`.
    var language: Language {
        let first = headers[.acceptLanguage]?.split(separator: ",").first?.trimmingPrefix { $0 == " " }
        return first?.lowercased().hasPrefix("zh") == true ? .chinese : .english
    }
}
