import CZip
import Foundation
import Testing

/// Builds a ZIP file in memory, for documents that no program would save.
func zipFile(_ parts: KeyValuePairs<String, String>) throws -> Data {
    try zipFile(parts.map { ($0.key, Data($0.value.utf8)) })
}

/// `password` encrypts all parts.
func zipFile(_ parts: [(name: String, bytes: Data)], password: String? = nil) throws -> Data {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "made.zip")
    let archive = try #require(zip_open(file.path, ZIP_CREATE, nil))
    for part in parts {
        let copy = try #require(malloc(max(part.bytes.count, 1)))
        part.bytes.copyBytes(to: UnsafeMutableRawBufferPointer(start: copy, count: part.bytes.count))
        let source = try #require(zip_source_buffer(archive, copy, zip_uint64_t(part.bytes.count), 1))
        let index = zip_file_add(archive, part.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
        try #require(index >= 0)
        if let password {
            zip_file_set_encryption(archive, zip_uint64_t(index), UInt16(ZIP_EM_AES_256), password)
        }
    }
    try #require(zip_close(archive) == 0)
    return try Data(contentsOf: file)
}
