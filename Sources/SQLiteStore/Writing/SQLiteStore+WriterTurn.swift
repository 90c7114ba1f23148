import Foundation
import GRDB
import OperatingSystem
import RAGCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension SQLiteStore {
    /// Runs `body` with a lock on a file beside the database (`index.sqlite-turn`).
    ///
    /// The kernel releases the lock when the process ends. Throws `RAGError` at once if another process holds it.
    package func withWriterTurn<Result>(_ body: () async throws -> Result) async throws -> Result {
        let path = turnFile
        guard let lock = try takeLock(path) else { throw isTaken(path) }
        lock.note("\(getpid()) \(Int(Date().timeIntervalSince1970))")
        do {
            let result = try await body()
            // A short log makes the next reads faster. If it cannot be copied now, a later checkpoint does it.
            _ = try? await pool.writeWithoutTransaction { try $0.checkpoint(.passive) }
            release(lock)
            return result
        } catch {
            release(lock)
            throw error
        }
    }

    /// The path of the lock file.
    var turnFile: String { failure.file.path + "-turn" }

    private func takeLock(_ path: String) throws(RAGError) -> FileLock? {
        do {
            return try FileLock(.exclusive, path)
        } catch {
            throw .lockFile(path, call: error.call, code: error.code)
        }
    }

    private func release(_ lock: consuming FileLock) {
        lock.note("")
    }

    private func isTaken(_ path: String) -> RAGError {
        let parts = FileLock.note(in: path)?.split(separator: " ") ?? []
        let holder =
            parts.count == 2
            ? TimeInterval(parts[1]).map {
                " (process \(parts[0]), since \(Self.clock(Date(timeIntervalSince1970: $0))))"
            } : nil
        return RAGError(
            .failed,
            "Another refresh is running" + (holder ?? ""),
            hint: "Wait until it is done, or run this again later"
        )
    }

    /// Returns hours and minutes of `date` in `zone`, with the date if it is not the day of `now`.
    static func clock(_ date: Date, now: Date = Date(), in zone: TimeZone = .current) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let style = Date.ISO8601FormatStyle(timeZone: zone)
        let day = style.year().month().day().format(date)
        let time = style.time(includingFractionalSeconds: false).format(date).prefix(5)
        return calendar.isDate(date, inSameDayAs: now) ? String(time) : "\(day) \(time)"
    }
}
