import CCurl

/// A multi handle of libcurl. Only the loop thread uses it, except for waking.
///
/// It is `@unchecked Sendable` because a pointer is not `Sendable`. `curl_multi_wakeup` is the one call that libcurl
/// allows from any thread (<https://curl.se/libcurl/c/curl_multi_wakeup.html>), and `Mailbox` makes sure that the
/// handle still exists.
struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    /// Ends the current poll of the loop, or its next one.
    func wake() {
        curl_multi_wakeup(pointer)
    }
}
