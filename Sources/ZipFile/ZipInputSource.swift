import CZip

/// A source of libzip that reads a `ZipInput`. It must live until the ZIP file is closed.
///
/// The callbacks follow https://libzip.org/documentation/zip_source_function.html; a source tells no size, so libzip
/// takes the content as it comes.
final class ZipInputSource {
    private let open: () throws -> any ZipInput
    private var input: (any ZipInput)?
    /// The error that ended the reading; nil if there was none.
    private(set) var failure: (any Error)?

    init(_ open: @escaping () throws -> any ZipInput) { self.open = open }

    /// Returns a source for `archive`; nil if there is no memory for it.
    func source(in archive: OpaquePointer) -> OpaquePointer? {
        zip_source_function(archive, Self.answer, Unmanaged.passUnretained(self).toOpaque())
    }

    private static let answer: zip_source_callback = { state, data, length, command in
        guard let state else { return -1 }
        let source = Unmanaged<ZipInputSource>.fromOpaque(state).takeUnretainedValue()
        switch command {
        case ZIP_SOURCE_OPEN: return source.attempt { source.input = try source.open() } ? 0 : -1
        case ZIP_SOURCE_READ: return source.read(UnsafeMutableRawBufferPointer(start: data, count: Int(length)))
        case ZIP_SOURCE_CLOSE:
            source.input = nil
            return 0
        case ZIP_SOURCE_STAT:
            guard let stat = data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
            zip_stat_init(stat)
            return zip_int64_t(MemoryLayout<zip_stat_t>.size)
        case ZIP_SOURCE_ERROR:
            var error = zip_error_t()
            zip_error_init_with_code(&error, ZIP_ER_READ)
            defer { zip_error_fini(&error) }
            return zip_error_to_data(&error, data ?? state, data == nil ? 0 : length)
        case ZIP_SOURCE_FREE: return 0
        case ZIP_SOURCE_SUPPORTS: return supported
        default: return -1
        }
    }

    private static let supported: zip_int64_t = [
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
        ZIP_SOURCE_SUPPORTS,
    ].reduce(0) { $0 | 1 << zip_int64_t($1.rawValue) }

    private func read(_ buffer: UnsafeMutableRawBufferPointer) -> zip_int64_t {
        var count = 0
        let isRead = attempt { count = try input?.read(into: buffer) ?? 0 }
        return isRead ? zip_int64_t(count) : -1
    }

    /// Runs `body`, keeps the error that it throws, and returns whether there was none.
    private func attempt(_ body: () throws -> Void) -> Bool {
        do {
            try body()
            return true
        } catch {
            failure = error
            return false
        }
    }
}
