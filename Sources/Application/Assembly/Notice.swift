import RAGCore

/// Something that happens during the work and that the person who runs kefu should know. A front end decides how to
/// show it.
package enum Notice: Sendable {
    /// The local completion model of this name is starting, which takes some seconds.
    case startingModel(String)
    /// No completion model can be used for this reason, so the best passages are quoted instead.
    case quotesPassages(RAGError)
    /// A service failed with this error and is asked again after the pause.
    case waiting(RAGError, pause: Duration)
    /// Turns of conversations cannot be stored for this reason. Sent once for each recorder.
    case conversationNotStored(any Error)
}
