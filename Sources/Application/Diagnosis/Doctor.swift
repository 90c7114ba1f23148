import Foundation
import RAGCore

/// The examination of an installation and a workspace. It changes nothing.
package struct Doctor: Sendable {
    let workspace: Workspace
    private let settings: Result<Settings, any Error>
    private let callsServices: Bool

    /// Creates an examination of `workspace`, whose settings may have failed to load. With `callsServices` each service
    /// gets one tiny request, which may cost a few tokens.
    package init(_ workspace: Workspace, settings: Result<Settings, any Error>, callsServices: Bool) {
        self.workspace = workspace
        self.settings = settings
        self.callsServices = callsServices
    }

    /// Examines each area and returns the findings in their order; `progress` gets the name of the area that begins.
    /// Throws `CancellationError`.
    package func findings(progress: (Finding.Area) -> Void) async throws -> [Finding] {
        progress(.installation)
        var findings = installation()
        progress(.configuration)
        switch settings {
        case .failure(let error): findings.append(.fault(.configuration, error))
        case .success(let settings):
            let assembly = Assembly(settings, notify: { _ in })
            findings += configuration(settings)
            progress(.models)
            findings += try await models(assembly)
            progress(.services)
            if callsServices { findings += try await services(assembly) }
            progress(.index)
            findings += try await index(assembly)
        }
        progress(.machine)
        return findings + machine() + rights()
    }
}
