import Foundation
import Ingestion
import LocalEngine
import RAGCore
import SentenceEncoder

extension Doctor {
    /// Examines the files of the models on this machine, and what the models need.
    func models(_ assembly: Assembly) async throws -> [Finding] {
        let settings = assembly.settings
        var findings: [Finding] = []
        if settings.embedding.model.provider == .local || settings.retrieval.alignmentWeight > 0 {
            let isNeeded = settings.embedding.model.provider == .local
            findings.append(try file(SentenceEncoder.fileName, isNeeded: isNeeded))
        }
        if settings.completion.model.provider == .local {
            findings.append(try file(settings.completion.model.name ?? DefaultModels.engine, isNeeded: true))
            switch assembly.engine().availability() {
            case .available: findings.append(.ok(.models, "the completion model can run on this machine"))
            case .unavailable(let reason, let hint):
                findings.append(.warning(.models, "\(reason); the best passages are quoted instead", hint))
            }
        }
        for (role, model) in [("embedding", settings.embedding.model), ("completion", settings.completion.model)]
        where model.provider == .openai {
            do {
                let service = try assembly.service(model)
                let key = model.apiKey == nil ? "no key is set" : "a key is set"
                findings.append(.ok(.models, "\(role): \(service.endpoint.name), \(key)"))
            } catch {
                findings.append(.fault(.models, error))
            }
        }
        return findings
    }

    /// Compares a model file with the hash that was written beside it when it was downloaded.
    private func file(_ name: String, isNeeded: Bool) throws -> Finding {
        let url = URL(filePath: name, relativeTo: CacheFolder.models()).absoluteURL
        guard FileManager.default.fileExists(atPath: url.path) else {
            let message = "The model file \(url.path) is missing"
            let advice = "Run scripts/setup, which downloads it"
            return isNeeded ? .fault(.models, message, advice) : .warning(.models, message, advice)
        }
        let hash: String
        do {
            hash = try ContentHash.ofFile(url) { try Task.checkCancellation() }
        } catch let error as CancellationError {
            throw error
        } catch {
            return .fault(.models, "The model file \(url.path) cannot be read", "Allow it to the user who runs kefu")
        }
        let note = try? String(contentsOf: url.appendingPathExtension("sha256"), encoding: .utf8)
        let expected = note?.split(whereSeparator: \.isWhitespace).first.map(String.init)
        guard let expected else { return .ok(.models, "\(url.path), SHA-256 \(hash)") }
        return hash == expected
            ? .ok(.models, "\(url.path) is whole, SHA-256 \(hash)")
            : .fault(.models, "The model file \(url.path) is damaged", "Remove it and run scripts/setup")
    }
}
