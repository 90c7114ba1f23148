/// The content of a part of a ZIP file, read from front to back while it is packed.
package protocol ZipInput: AnyObject {
    /// Reads the next bytes into `buffer` and returns their number; 0 at the end. Throws if they cannot be read.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}
