import OperatingSystem
import RAGCore

/// The use of a workspace by a process: a lock on its folder, shared by all who read and write its files. A restore
/// takes it alone. It ends with this value or with the process, however that ends.
package final class WorkspaceUse: Sendable {
    private let lock: FileLock?

    private init(_ lock: consuming FileLock?) { self.lock = lock }

    /// Begins to use the workspace together with others, after a restore that was killed has been finished. Throws
    /// `RAGError` while a restore is running. Where the file system has no locks there is none.
    package static func shared(_ workspace: Workspace) throws -> WorkspaceUse {
        let swap = WorkspaceSwap(workspace.root)
        if swap.isDecided {
            let use = try alone(workspace)
            try swap.finish()
            _ = consume use
        }
        do {
            guard let lock = try FileLock(.shared, folder: workspace.root.path) else { throw isRestored(workspace) }
            return WorkspaceUse(lock)
        } catch is SystemError {
            return WorkspaceUse(nil)
        }
    }

    /// Begins to use the workspace alone. Throws `RAGError` if another process uses it, or if its folder cannot be
    /// locked.
    package static func alone(_ workspace: Workspace) throws -> WorkspaceUse {
        let path = workspace.root.path
        do {
            if let lock = try FileLock(.exclusive, folder: path) { return WorkspaceUse(lock) }
        } catch {
            throw RAGError.lockFile(path, call: error.call, code: error.code)
        }
        throw RAGError(
            .failed,
            "Another kefu uses the workspace \(path)",
            hint: "End `kefu serve`, `chat`, `refresh` and `batch` there, then try again"
        )
    }

    private static func isRestored(_ workspace: Workspace) -> RAGError {
        RAGError(
            .failed,
            "The workspace \(workspace.root.path) is being restored from a backup",
            hint: "Try again when `kefu restore` is done"
        )
    }
}
