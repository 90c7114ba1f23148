import Ingestion

/// A step of a refresh that a front end may show. Events arrive in the order in which the steps happen.
package enum RefreshEvent: Sendable {
    /// The copies of web pages are being brought up to date.
    case checkingWebPages
    /// The copies of web pages are up to date; one report for each web source.
    case webPagesChecked([WebReport])
    /// Documents are being read, embedded and stored.
    case progress(RefreshProgress)
    /// `watch` begins to wait for changes in the folders with these paths.
    case watching([String])
    /// A refresh of `watch` has ended. The web reports are those since the last refresh that ended.
    case refreshed(RefreshReport, web: [WebReport])
    /// A refresh of `watch` has failed; it is tried again.
    case failed(any Error)
}
