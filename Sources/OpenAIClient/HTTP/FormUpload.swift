import CCurl
import Foundation

/// A form that libcurl is sending, on the loop thread. It keeps the file open and reports progress.
final class FormUpload {
    private let mime: OpaquePointer
    private let descriptor: Int32
    private let onRead: () -> Void

    /// Returns nil if the file cannot be read, or libcurl has no memory. Must be released after the handle.
    init?(_ form: HTTPRequest.Form, for handle: UnsafeMutableRawPointer, onRead: @escaping () -> Void) {
        descriptor = open(form.file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard let mime = curl_mime_init(handle) else {
            close(descriptor)
            return nil
        }
        self.mime = mime
        self.onRead = onRead
        var information = stat()
        guard fstat(descriptor, &information) == 0, add(form, bytes: Int(information.st_size)),
            ccurl_set_pointer(handle, CURLOPT_MIMEPOST, UnsafeRawPointer(mime)) == CURLE_OK
        else { return nil }
    }

    deinit {
        curl_mime_free(mime)
        close(descriptor)
    }

    private func add(_ form: HTTPRequest.Form, bytes: Int) -> Bool {
        for (name, value) in form.fields {
            let part = curl_mime_addpart(mime)
            guard curl_mime_name(part, name) == CURLE_OK, curl_mime_data(part, value, value.utf8.count) == CURLE_OK
            else { return false }
        }
        let part = curl_mime_addpart(mime)
        return curl_mime_name(part, "file") == CURLE_OK
            && curl_mime_filename(part, form.file.lastPathComponent) == CURLE_OK
            && curl_mime_type(part, form.type) == CURLE_OK
            && curl_mime_data_cb(
                part,
                curl_off_t(bytes),
                { buffer, size, count, context in
                    FormUpload.of(context)?.read(into: buffer, size * count) ?? Int(CURL_READFUNC_ABORT)
                },
                { context, offset, _ in
                    // libcurl seeks from the start only, to send again what a closed connection lost.
                    guard let upload = FormUpload.of(context), lseek(upload.descriptor, off_t(offset), SEEK_SET) >= 0
                    else { return CURL_SEEKFUNC_FAIL }
                    return CURL_SEEKFUNC_OK
                },
                nil,
                Unmanaged.passUnretained(self).toOpaque()
            ) == CURLE_OK
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> FormUpload? {
        context.map { Unmanaged<FormUpload>.fromOpaque($0).takeUnretainedValue() }
    }

    private func read(into buffer: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        onRead()
        var bytes = Foundation.read(descriptor, buffer, count)
        while bytes < 0, errno == EINTR { bytes = Foundation.read(descriptor, buffer, count) }
        return bytes < 0 ? Int(CURL_READFUNC_ABORT) : bytes
    }
}
