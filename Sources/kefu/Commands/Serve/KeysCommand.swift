import Application
import ArgumentParser
import Foundation
import RAGCore

/// `kefu keys`: makes, lists and revokes keys of the HTTP service.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Make, list and revoke keys of the HTTP service.",
        subcommands: [Add.self, List.self, Revoke.self],
        defaultSubcommand: List.self
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key and print it, once.",
            discussion: """
                Only a hash of the key is stored: keep it in a safe place.

                Examples:
                  kefu keys add shop
                  kefu keys add support --scope admin
                  kefu keys add intern --tag returns --tag shipping   # finds only these
                """
        )

        @OptionGroup var shared: SharedOptions
        @OptionGroup var output: OutputOptions

        @Argument(help: "A name for the key, such as that of the program that uses it.")
        var name: String

        @Option(name: .long, help: "ask, or admin for the admin page.")
        var scope = "ask"

        @Option(name: .customLong("tag"), help: "Find only documents with this tag; can be repeated.")
        var tags: [String] = []

        func run() async throws {
            guard let scope = AccessKey.Scope(rawValue: scope) else {
                throw ValidationError("--scope takes ask or admin, not '\(scope)'")
            }
            guard scope == .ask || tags.isEmpty else {
                throw ValidationError("--tag restricts only keys of the scope ask: an admin key shows everything")
            }
            let console = Console()
            let keys = try await KeysCommand.keys(shared, console)
            let (text, key) = try await keys.add(name, scope: scope, tags: tags)
            if output.json { return try console.printJSON(NewKey(key: text, description: key)) }
            try console.print(text)
            console.error("This is the key \(key.name). It is not shown again.")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all keys, the oldest first.")

        @OptionGroup var shared: SharedOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let console = Console()
            let keys = try await KeysCommand.keys(shared, console).all()
            if output.json { return try console.printJSON(keys) }
            if keys.isEmpty { return console.error("There is no key yet. `kefu keys add NAME` makes one.") }
            let table = TextTable(
                header: ["name", "key", "scope", "tags", "made", "last used"],
                rows: keys.map { key in
                    [
                        key.name, key.prefix + "…", key.scope.rawValue,
                        key.tags.isEmpty ? "all" : key.tags.joined(separator: ", "), key.created.minuteText,
                        key.lastUsed?.minuteText ?? "never",
                    ]
                }
            )
            try console.print(table.text)
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove keys. A running service refuses them from then on."
        )

        @OptionGroup var shared: SharedOptions

        @Argument(help: "Names or ids of the keys.")
        var keys: [String]

        func run() async throws {
            let console = Console()
            let known = try await KeysCommand.keys(shared, console)
            for reference in keys {
                let key = try await known.revoke(reference)
                try console.print("Revoked \(key.name) (\(key.prefix)…).")
            }
        }
    }

    private static func keys(_ shared: SharedOptions, _ console: Console) async throws -> AccessKeys {
        AccessKeys(in: try await Assembly(shared.load(), console: console).serviceStore())
    }
}

/// A key that was made just now, as JSON.
private struct NewKey: Encodable {
    let key: String
    let description: AccessKey
}
