import Foundation
import RAGCore

/// An open file that a table is written to.
struct OutputHandle {
    private let handle: FileHandle
    /// A table may be written to the terminal, which its texts must not control.
    private let isTerminal: Bool

    init(_ handle: FileHandle) { self.init(handle, isTerminal: isatty(handle.fileDescriptor) == 1) }

    init(_ handle: FileHandle, isTerminal: Bool) {
        self.handle = handle
        self.isTerminal = isTerminal
    }

    /// Appends `text`. Throws `RAGError` if the disk is full or the reader has closed.
    func write(_ text: String) throws { try write(Data((isTerminal ? text.withoutControls : text).utf8)) }

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
