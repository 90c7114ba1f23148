import CZip
import Foundation

/// Writes ZIP files whose parts are read piece by piece, so that none is in memory as a whole.
package enum ZipStreamWriter {
    /// A part of the file.
    package struct Part {
        let name: String
        let isCompressed: Bool
        let open: () throws -> any ZipInput

        /// Creates a part. Content that does not compress is stored as it is. `open` is called when all parts before
        /// this one have been read.
        package init(_ name: String, isCompressed: Bool, open: @escaping () throws -> any ZipInput) {
            self.name = name
            self.isCompressed = isCompressed
            self.open = open
        }
    }

    /// Writes the parts in their order to a new file at `path`.
    ///
    /// The file appears when it is complete. Throws what a part throws while it is read, and `ZipError` if the file
    /// cannot be written.
    package static func write(_ parts: [Part], to path: String) throws {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
            throw ZipError(reason: "cannot be written: \(ZipError.words(code))")
        }
        var sources: [ZipInputSource] = []
        for part in parts {
            let source = ZipInputSource(part.open)
            sources.append(source)
            guard add(part, source, to: archive) else {
                defer { zip_discard(archive) }
                throw ZipError(archive)
            }
        }
        try withExtendedLifetime(sources) {
            guard zip_close(archive) == 0 else {
                defer { zip_discard(archive) }
                if let failure = sources.lazy.compactMap(\.failure).first { throw failure }
                throw ZipError(archive)
            }
        }
    }

    private static func add(_ part: Part, _ source: ZipInputSource, to archive: OpaquePointer) -> Bool {
        guard let content = source.source(in: archive) else { return false }
        let added = zip_file_add(archive, part.name, content, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard added >= 0 else {
            zip_source_free(content)
            return false
        }
        let index = zip_uint64_t(added)
        let mode = zip_uint32_t(S_IFREG | 0o600) << 16
        return zip_set_file_compression(archive, index, part.isCompressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 3) == 0
            && zip_file_set_external_attributes(archive, index, 0, zip_uint8_t(ZIP_OPSYS_UNIX), mode) == 0
    }
}

extension ZipError {
    /// Creates the error that `archive` met last.
    init(_ archive: OpaquePointer) {
        self.init(reason: "cannot be written: \(String(cString: zip_strerror(archive)))")
    }

    /// Returns the words of libzip for an error code of `zip_open`.
    static func words(_ code: Int32) -> String {
        var error = zip_error_t()
        zip_error_init_with_code(&error, code)
        defer { zip_error_fini(&error) }
        return String(cString: zip_error_strerror(&error))
    }
}
