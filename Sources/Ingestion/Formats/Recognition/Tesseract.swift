import Foundation
import OperatingSystem
import Synchronization

/// The program that reads text from pictures, in the languages that are installed: Chinese and English.
///
/// tesseract runs as a child process, because pictures come from strangers and it may crash on them.
struct Tesseract: Sendable {
    /// Languages as tesseract takes them.
    private struct Languages: Sendable {
        /// The languages to read, as in `chi_sim+eng`.
        let usual: String
        /// The languages for traditional characters; nil if they are not installed.
        let traditional: String?

        /// Asks the program at `path` for its languages. Returns nil if it can read neither Chinese nor English.
        init?(of path: String) {
            guard let run = try? ToolRun(path, ["--list-langs"], input: Data(), limits: .init(seconds: 10)),
                run.end == .exited(code: 0)
            else { return nil }
            let lines = String(decoding: run.output, as: UTF8.self).split(whereSeparator: \.isNewline)
            let installed = Set(lines.map(String.init))
            let wanted = ["chi_sim", "eng"].filter(installed.contains)
            guard !wanted.isEmpty else { return nil }
            usual = wanted.joined(separator: "+")
            let other = ["chi_tra"] + wanted.filter { $0 == "eng" }
            traditional = installed.contains("chi_tra") ? other.joined(separator: "+") : nil
        }
    }

    private let path: String

    /// The program on `PATH`, or nil if it is not installed.
    static let installed = ToolRun.path(of: "tesseract").map(Tesseract.init(at:))

    /// `path` is that of the program. It is asked for its languages when the first picture is read.
    init(at path: String) { self.path = path }

    /// Languages by path of the program.
    private static let languages = Mutex<[String: Languages]>([:])

    private func languages() throws(ReadingError) -> Languages {
        if let known = Self.languages.withLock({ $0[path] }) { return known }
        guard let found = Languages(of: path) else {
            throw ReadingError(
                "needs the data of tesseract for Chinese and English (run scripts/setup --ocr)",
                kind: .needsTool
            )
        }
        Self.languages.withLock { $0[path] = found }
        return found
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
        let languages = try languages()
        let text = try run(picture, languages.usual)
        // Traditional characters are read worse as simplified ones.
        guard let traditional = languages.traditional, text.isChinese, text.confidence < Self.doubtful else {
            return text
        }
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
        case .tookTooLong, .usedTooMuchProcessorTime: throw ReadingError("takes tesseract more than two minutes")
        case .wroteTooMuch: throw ReadingError("contains more text than the limit for one picture")
        case .usedTooMuchMemory: throw ReadingError("needs more memory than tesseract may use")
        case .cancelled: throw ReadingError("was not read because the work was stopped")
        }
    }
}
