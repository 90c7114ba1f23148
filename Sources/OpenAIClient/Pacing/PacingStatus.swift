/// How the requests to a service are going, for people who wait.
package struct PacingStatus: Sendable, Hashable {
    /// Requests under way, and most that there may be now.
    package let underWay: Int
    package let places: Int
    /// Requests a minute that are let through; nil where no limit is known.
    package let requestsPerMinute: Double?
    /// Seconds until requests are sent again; nil where there is no pause.
    package let secondsToResumption: Double?
    /// Requests that the service refused so far because they came too fast.
    package let refusals: Int
}
