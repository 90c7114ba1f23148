import Foundation

/// A model that the settings name, and the service that runs it if it does not run on this machine.
package struct ModelChoice: Sendable {
    /// The program or service that runs the model. The setting `auto` is resolved when the settings are loaded.
    package enum Provider: String, Sendable, CaseIterable {
        /// The model that kefu runs on this machine.
        case local
        /// Any service that speaks the OpenAI protocol.
        case openai
        /// No model. For completion only: passages are quoted instead.
        case none
    }

    /// The program or service that runs the model.
    package let provider: Provider
    /// The name at the provider; nil for its default.
    package let name: String?
    /// Address of the service.
    package let baseURL: String
    /// Key of the service, from the environment alone and never shown; nil where none is set.
    package let apiKey: String?

    fileprivate static let openAI = "https://api.openai.com/v1"

    /// Returns scheme, host and port of an address; nil if it is none.
    fileprivate static func origin(of address: String) -> [String]? {
        guard let url = URL(string: address.trimmingCharacters(in: .whitespaces)), let host = url.host() else {
            return nil
        }
        let scheme = url.scheme?.lowercased() ?? ""
        return [scheme, host.lowercased(), String(url.port ?? (scheme == "http" ? 80 : 443))]
    }

    /// Whether the service is OpenAI itself, which needs a key.
    package var isOpenAI: Bool { provider == .openai && URL(string: baseURL)?.host() == "api.openai.com" }
}

extension SettingsReader {
    /// A provider as the settings name it.
    private enum ProviderSetting: String, CaseIterable {
        /// `openai` if `OPENAI_API_KEY` or `OPENAI_BASE_URL` is set, else `local`.
        case auto
        case local
        case openai
        case none
    }

    /// Reads `<role>.provider`, `.model` and `.base-url`, with the provider's own variables where ours are not set.
    ///
    /// `OPENAI_API_KEY` is for api.openai.com and for `OPENAI_BASE_URL`. Any other address, which may come from a
    /// configuration that somebody else wrote, gets `KEFU_<ROLE>_API_KEY` or none. Throws `RAGError`
    /// (`notConfigured`).
    mutating func model(_ role: String, environment: [String: String]) throws -> ModelChoice {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let ownKey = variable(Self.variableName("\(role).api-key"))
        let sharedKey = variable("OPENAI_API_KEY")
        let named = try optionalString("\(role).base-url")
        let address = named ?? variable("OPENAI_BASE_URL")
        let isRemote = ownKey != nil || sharedKey != nil || address != nil
        let trusted = [ModelChoice.openAI, variable("OPENAI_BASE_URL")].compactMap {
            $0.flatMap(ModelChoice.origin(of:))
        }
        let isTrusted = ModelChoice.origin(of: address ?? ModelChoice.openAI).map(trusted.contains) ?? false
        let provider: ModelChoice.Provider =
            switch try choice("\(role).provider", default: ProviderSetting.auto) {
            case .auto: isRemote ? .openai : .local
            case .local: .local
            case .openai: .openai
            case .none: .none
            }
        return ModelChoice(
            provider: provider,
            name: try optionalString("\(role).model"),
            baseURL: address ?? ModelChoice.openAI,
            apiKey: ownKey ?? (isTrusted ? sharedKey : nil)
        )
    }

    /// Reads `reranking.model` and `.base-url`. Without an address the reranker is at that of the other models, and
    /// only then it gets their key. Throws `RAGError` (`notConfigured`).
    mutating func reranker(environment: [String: String]) throws -> ModelChoice {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let address = try optionalString("reranking.base-url")
        return ModelChoice(
            provider: .openai,
            name: try optionalString("reranking.model"),
            baseURL: address ?? variable("OPENAI_BASE_URL") ?? "",
            apiKey: variable(Self.variableName("reranking.api-key"))
                ?? (address == nil ? variable("OPENAI_API_KEY") : nil)
        )
    }
}
