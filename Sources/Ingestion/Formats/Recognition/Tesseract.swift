import Foundation
import OperatingSystem
import Synchronization

/// The program that reads text from pictures, with the languages that are installed.
///
/// tesseract runs as a child process, because pictures come from strangers and it may crash on them.
struct Tesseract: Sendable {
    private let path: String
    /// The languages to read, as in `chi_sim+eng`.
    let languages: String
    /// The languages for traditional characters; nil if they are not installed.
    let traditional: String?

    /// The program on `PATH`, or nil if it or all languages are missing.
    static let installed = Tesseract(at: ToolRun.path(of: "tesseract"))

    /// Asks the program at `path` for its languages. Returns nil if it cannot read Chinese or English.
    init?(at path: String?) {
        guard let path, let run = try? ToolRun(path, ["--list-langs"], input: Data(), limits: .init(seconds: 10)),
            run.end == .exited(code: 0)
        else { return nil }
        let installed = Set(
            String(decoding: run.output, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
        )
        let wanted = ["chi_sim", "eng"].filter(installed.contains)
        guard !wanted.isEmpty else { return nil }
        self.path = path
        languages = wanted.joined(separator: "+")
        traditional =
            installed.contains("chi_tra")
            ? (["chi_tra"] + wanted.filter { $0 == "eng" }).joined(separator: "+") : nil
    }

    /// The limits for one picture: a page of 200 dpi takes 2 to 5 seconds and 200 MB.
    private static let limits = ToolRun.Limits(seconds: 120, outputBytes: 20_000_000, memoryBytes: 1_500_000_000)

    /// Hashes of pictures in which no text was found, so that a process that refreshes again and again does not read
    /// them again and again. They are in no index that would tell that they did not change.
    private static let blank = Mutex<Set<String>>([])
    private static let mostBlank = 100_000

    /// Reads a picture in any format that Leptonica knows. Throws `ReadingError` if it is none or over a limit.
    func read(_ picture: Data) throws(ReadingError) -> RecognizedText {
        let hash = ContentHash.of(picture)
        if Self.blank.withLock({ $0.contains(hash) }) { return RecognizedText(tsv: Data()) }
        let text = try recognize(picture)
        if text.pages.allSatisfy(\.isEmpty) {
            Self.blank.withLock { if $0.count < Self.mostBlank { _ = $0.insert(hash) } }
        }
        return text
    }

    private func recognize(_ picture: Data) throws(ReadingError) -> RecognizedText {
        let text = try run(picture, languages)
        // Traditional characters are read worse as simplified ones.
        guard let traditional, text.isChinese, text.confidence < Self.doubtful else { return text }
        let other = try run(picture, traditional)
        return other.confidence > text.confidence ? other : text
    }

    /// Mean confidence below which another language is tried.
    private static let doubtful = 85.0

    private func run(_ picture: Data, _ languages: String) throws(ReadingError) -> RecognizedText {
        let run: ToolRun
        do {
            // Several threads of one page mostly wait for each other: they take three times the processor time.
            run = try ToolRun(
                path,
                ["-", "-", "-l", languages, "tsv"],
                input: picture,
                environment: ["OMP_THREAD_LIMIT": "1"],
                limits: Self.limits
            )
        } catch {
            throw ReadingError("cannot be read: tesseract does not start (\(error.localizedDescription))")
        }
        switch run.end {
        case .exited(0): return RecognizedText(tsv: run.output)
        case .exited, .crashed: throw ReadingError("is not a picture that tesseract can read")
        case .tookTooLong: throw ReadingError("takes tesseract more than two minutes")
        case .wroteTooMuch: throw ReadingError("contains more text than the limit for one picture")
        case .usedTooMuchMemory: throw ReadingError("needs more memory than tesseract may use")
        case .cancelled: throw ReadingError("was not read because the work was stopped")
        }
    }
}
