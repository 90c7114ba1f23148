import Application
import Foundation

/// The result of a backup or a restore, as `--json` prints it.
struct BackupSummary: Encodable {
    let file: String
    let program: String
    let taken: String
    let files: Int
    let bytes: Int
    let items: [String]
    let leftOut: [BackupManifest.Omission]

    init(_ manifest: BackupManifest, file: String) {
        self.file = file
        program = manifest.program
        taken = manifest.taken.timeText
        files = manifest.files.count
        bytes = manifest.bytes
        items = manifest.items
        leftOut = manifest.leftOut
    }
}

extension BackupProgress {
    /// The progress on one line, such as `packing 40 of 812.3 MB …`.
    var line: String { "\(step) \(done.megabytes) of \(total.megabytes) …" }
}

extension Int {
    /// This number of bytes in megabytes: `812.3 MB`.
    var megabytes: String { (Double(self) / 1_000_000).formatted(digits: 1) + " MB" }
}
