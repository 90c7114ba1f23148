import Foundation

/// The limit on files and connections that this process has open at once (getrlimit, `RLIMIT_NOFILE`).
package enum OpenFileLimit {
    /// Raises the limit to `wanted`, or as far as the system allows without a privilege. Never lowers it.
    package static func raise(to wanted: Int) {
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return }
        let raised = min(rlim_t(wanted), limit.rlim_max)
        guard raised > limit.rlim_cur else { return }
        limit.rlim_cur = raised
        setrlimit(resource, &limit)
    }
}
