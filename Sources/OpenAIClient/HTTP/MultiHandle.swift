import CCurl

/// libcurl's multi handle, on its way to the loop thread, which alone uses it but for waking.
///
/// Unchecked, because a pointer is not `Sendable`: `curl_multi_wakeup` is the one call that libcurl allows from any
/// thread (<https://curl.se/libcurl/c/curl_multi_wakeup.html>), and `Mailbox` guards it against the end of the handle.
struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    /// Ends the poll that the loop is in, or its next.
    func wake() {
        curl_multi_wakeup(pointer)
    }
}
