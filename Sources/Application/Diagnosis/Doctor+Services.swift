import Foundation
import OpenAIClient
import RAGCore

extension Doctor {
    /// The seconds that the clock may differ from that of a service. Signatures of requests are usually accepted for
    /// five minutes.
    private static let clockTolerance = 120.0

    /// Sends each model one tiny request, as a search and an answer do: a word to embed, a word to answer with, two
    /// words to rank. A provider charges a few tokens for them, models on this machine nothing.
    func services(_ assembly: Assembly) async throws -> [Finding] {
        var findings: [Finding] = []
        findings.append(
            try await called("embedding", isRemote: assembly.settings.embedding.model.provider == .openai) {
                let embedder = try assembly.embedder()
                let vectors = try await embedder.embed(["kefu"], as: .query)
                return "\(embedder.model) answers with \(vectors.first?.dimensions ?? 0) dimensions"
            }
        )
        if assembly.settings.completion.model.provider == .openai {
            findings.append(
                try await called("completion", isRemote: true) {
                    guard let model = try assembly.chatModel() else { return "passages are quoted" }
                    let request = ChatRequest(
                        messages: [ChatMessage(.user, "Say: ok")],
                        maximumTokens: Self.fewTokens,
                        temperature: 0
                    )
                    for try await _ in model.reply(to: request) {}
                    return "\(model.name) answers"
                }
            )
        }
        if assembly.settings.retrieval.reranking == .service {
            findings.append(
                try await called("reranking", isRemote: true) {
                    guard let reranker = try assembly.reranker(nil) else { return "is not set" }
                    _ = try await reranker.judge(["yes", "no"], for: "yes")
                    return "\(reranker.name) answers"
                }
            )
        }
        return findings + (try await clock(assembly))
    }

    /// The tokens of the reply: enough for models that think before they answer to say anything.
    private static let fewTokens = 16

    private func called(
        _ role: String,
        isRemote: Bool,
        _ call: () async throws -> String
    ) async throws -> Finding {
        let start = ContinuousClock.now
        do {
            let result = try await call()
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let price = isRemote ? " (a request that costs a few tokens)" : ""
            return .ok(.services, "\(role): \(result), in \(String(format: "%.1f", seconds)) s\(price)")
        } catch let error as CancellationError {
            throw error
        } catch let error as RAGError {
            return .fault(.services, "\(role): \(error.message)", error.hint)
        }
    }

    /// Compares the clock with that of each service, whose replies are dated.
    private func clock(_ assembly: Assembly) async throws -> [Finding] {
        let models = [assembly.settings.embedding.model, assembly.settings.completion.model]
        let addresses = Set(models.filter { $0.provider == .openai }.map(\.baseURL))
        var findings: [Finding] = []
        for address in addresses.sorted() {
            guard let url = URL(string: address) else { continue }
            let reply = try? await assembly.http.download(
                url,
                timeouts: assembly.settings.network.timeouts,
                limit: 1 << 20
            )
            try Task.checkCancellation()
            guard let date = reply?.headers["date"].flatMap(Self.date) else { continue }
            let difference = Date().timeIntervalSince(date)
            let seconds = Int(abs(difference).rounded())
            findings.append(
                abs(difference) <= Self.clockTolerance
                    ? .ok(.machine, "the clock agrees with that of \(url.host() ?? "the service")")
                    : .warning(
                        .machine,
                        "The clock is \(seconds) s \(difference > 0 ? "ahead of" : "behind") that of \(url.host() ?? "the service")",
                        "Set it by NTP: times of conversations and signatures would be wrong"
                    )
            )
        }
        return findings
    }

    /// Reads a date as HTTP writes it (RFC 9110, section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func date(_ text: String) -> Date? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return formatter.date(from: text)
    }
}
