import Foundation
import RAGCore

/// An open file that a table is written to.
struct OutputHandle {
    private let handle: FileHandle

    init(_ handle: FileHandle) { self.handle = handle }

    /// Appends `text`. Throws `RAGError` if the disk is full or the reader has closed.
    func write(_ text: String) throws { try write(Data(text.utf8)) }

    func write(_ bytes: Data) throws {
        do {
            try handle.write(contentsOf: bytes)
        } catch {
            throw RAGError(
                .failed,
                "The answers cannot be written",
                hint: "Check whether the disk is full",
                cause: error
            )
        }
    }
}
