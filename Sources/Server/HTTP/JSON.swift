import Foundation
import HTTPTypes
import Hummingbird

/// The JSON of the HTTP service: names in snake case.
enum JSON {
    /// The most bytes of a request.
    static let longestRequest = 1_000_000

    /// Returns the JSON of `value`, on one line.
    static func text(of value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.withoutEscapingSlashes]
        // JSON has no such numbers, and one of them in a figure must not end the service.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity",
            negativeInfinity: "-Infinity",
            nan: "NaN"
        )
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            preconditionFailure("A reply cannot be encoded: \(type(of: value))")
        }
    }

    /// Reads the body of a request. Throws `APIError` where it is too long, or is not JSON of this shape.
    static func read<Value: Decodable>(_ type: Value.Type, from request: inout Request) async throws -> Value {
        let bytes = try await body(of: &request)
        do {
            return try decoder.decode(type, from: Data(bytes.readableBytesView))
        } catch let error as DecodingError {
            throw error.explained
        }
    }

    /// Returns the body of a request. Throws `APIError` where it is too long.
    static func body(of request: inout Request) async throws -> ByteBuffer {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > longestRequest {
            throw APIError.tooLarge
        }
        return try await request.collectBody(upTo: longestRequest)
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}

extension Response {
    /// Returns a response with the JSON of `value`.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: JSON.text(of: value)))
        )
    }
}

extension DecodingError {
    /// The error for a client: which field is wrong, without its value.
    fileprivate var explained: APIError {
        switch self {
        case .keyNotFound(let key, let context):
            let field = context.codingPath.fieldName(with: key)
            return .invalid(field, "The field \(field) is missing", "缺少字段 \(field)")
        case .typeMismatch(_, let context) where !context.codingPath.isEmpty,
            .valueNotFound(_, let context) where !context.codingPath.isEmpty:
            let field = context.codingPath.fieldName()
            return .invalid(field, "The field \(field) has a wrong type", "字段 \(field) 的类型不对")
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            let field = context.codingPath.fieldName()
            return .invalid(field, "The field \(field) has a wrong value", "字段 \(field) 的值不对")
        default:
            return APIError(
                .badRequest,
                .invalidRequest,
                "invalid_json",
                "The body is not JSON",
                "请求正文不是 JSON"
            )
        }
    }
}

extension [any CodingKey] {
    /// Returns the path as people write it: `messages[0].content`.
    fileprivate func fieldName(with last: (any CodingKey)? = nil) -> String {
        (self + (last.map { [$0] } ?? [])).reduce("") { path, key in
            if let index = key.intValue { return "\(path)[\(index)]" }
            return path.isEmpty ? key.stringValue.snakeCase : "\(path).\(key.stringValue.snakeCase)"
        }
    }
}

extension String {
    fileprivate var snakeCase: String { reduce("") { $1.isUppercase ? $0 + "_" + $1.lowercased() : $0 + String($1) } }
}
