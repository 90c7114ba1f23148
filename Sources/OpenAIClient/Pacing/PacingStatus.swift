/// The state of the requests to a service, for people who wait.
package struct PacingStatus: Sendable, Hashable {
    /// The number of requests in progress.
    package let underWay: Int
    /// The most requests that may be in progress now.
    package let places: Int
    /// The requests a minute that are admitted; nil if no limit is known.
    package let requestsPerMinute: Double?
    /// The seconds until requests are sent again; nil if there is no pause.
    package let secondsToResumption: Double?
    /// The number of requests that the service refused so far because of their rate.
    package let refusals: Int
}
