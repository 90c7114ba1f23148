import HTTPTypes
import Hummingbird

extension HTTPField.Name {
    /// A header that the OpenAI clients obey (openai-python, `_base_client.py`).
    static let shouldRetry = known("x-should-retry")
    /// Keeps nginx from holding back a stream.
    static let accelBuffering = known("X-Accel-Buffering")
    static let forwardedFor = known("X-Forwarded-For")
    static let forwarded = known("Forwarded")
    static let realIP = known("X-Real-IP")
    static let contentTypeOptions = known("X-Content-Type-Options")
    static let frameOptions = known("X-Frame-Options")
    static let referrerPolicy = known("Referrer-Policy")
    static let crossOriginResourcePolicy = known("Cross-Origin-Resource-Policy")

    /// Returns the name of a header that is written here in the source.
    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header") }
        return name
    }
}
