// swift-tools-version: 6.2
import PackageDescription

/// One line a target: what it is for. Who may import whom is decided here; `scripts/test` builds with
/// `--explicit-target-dependency-import-check error`, so a sideways import does not pass.
let package = Package(
    name: "kefu-server",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "kefu", targets: ["kefu"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: [.defaults, "YAML"]),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The program: argv, environment, terminal.
        .executableTarget(
            name: "kefu",
            dependencies: [
                "Application", "RAGCore", "OperatingSystem", "SQLiteStore", "LocalEngine", "Ingestion", "Answering",
                "Evaluation", "Batch",
                "Privacy", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house
        ),
        // What every front end needs: settings, assembly, jobs, recording of turns.
        .target(
            name: "Application",
            dependencies: [
                "RAGCore", "OperatingSystem", "OpenAIClient", "SQLiteStore", "SentenceEncoder", "LocalEngine",
                "VectorFile",
                "Ingestion", "Answering", "Evaluation", "Insight", "Batch", "Grounding", "Guard", "Privacy",
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: house
        ),
        // Figures for scripts/bench; never installed.
        .executableTarget(
            name: "kefu-bench",
            dependencies: [
                "RAGCore", "SentenceEncoder", "SQLiteStore", "VectorFile", "Ingestion", "OpenAIClient",
                "LoopbackServer", "Lexicon",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: house
        ),

        // The write side, the read side, the judge of both, what is to be learned from what is stored, and whole files of questions.
        .target(
            name: "Ingestion",
            dependencies: [
                "RAGCore", "OperatingSystem", "Lexicon", "ZipFile", "CMarkdown", "CHTML",
                .target(name: "COpenSSL", condition: .when(platforms: [.linux])),
            ],
            swiftSettings: house
        ),
        .target(
            name: "Answering",
            dependencies: [
                "RAGCore", "Lexicon", "Grounding", "Guard", .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.embedInCode("Policy/hand-over.txt"), .embedInCode("Policy/small-talk.txt")],
            swiftSettings: house
        ),
        .target(name: "Insight", dependencies: ["RAGCore", "Lexicon"], swiftSettings: house),
        .target(
            name: "Batch",
            dependencies: ["RAGCore", "Lexicon", "Answering", "Grounding", "ZipFile"],
            resources: [
                .embedInCode("Report/report.css"), .embedInCode("Report/report-words.js"),
                .embedInCode("Report/report.js"),
            ],
            swiftSettings: house
        ),
        .target(name: "Evaluation", dependencies: ["RAGCore", "Lexicon", "Answering"], swiftSettings: house),

        // Checks of text: whether passages support a sentence, attacks, private data.
        .target(name: "Grounding", dependencies: ["RAGCore", "Lexicon"], swiftSettings: house),
        .target(name: "Guard", dependencies: ["RAGCore", "Lexicon"], swiftSettings: house),
        .target(name: "Privacy", dependencies: ["RAGCore"], swiftSettings: house),

        // The outside world: network, disk, embedded model, child process.
        .target(
            name: "OpenAIClient",
            dependencies: ["RAGCore", "Lexicon", "CCurl", .product(name: "Logging", package: "swift-log")],
            swiftSettings: house
        ),
        .target(
            name: "SQLiteStore",
            dependencies: [
                "RAGCore", "OperatingSystem", "Lexicon", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: house
        ),
        .target(name: "SentenceEncoder", dependencies: ["RAGCore", "CMatrixKernels"], swiftSettings: house),
        .target(name: "LocalEngine", dependencies: ["RAGCore", "OperatingSystem"], swiftSettings: house),
        .target(
            name: "VectorFile",
            dependencies: [
                "RAGCore", "OperatingSystem", "CVectorKernels", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house
        ),

        .target(name: "ZipFile", dependencies: ["CZip"], swiftSettings: house),

        // Everything that depends on a language: words, folding, sentence ends, numbers, names.
        .target(
            name: "Lexicon",
            dependencies: ["RAGCore", "CTokenizer"],
            resources: [
                .embedInCode("Keywords/function-words.txt"), .embedInCode("Names/known-names.txt"),
                .embedInCode("Words/words-without-content.txt"),
            ],
            swiftSettings: house
        ),

        // Words that everyone shares: values, protocols, similarity, the one error type.
        .target(name: "RAGCore", swiftSettings: house),

        // Child processes, file locks, mapped files. Not `System`: dependencies ask `canImport(System)` for Apple's module.
        .target(name: "OperatingSystem", swiftSettings: house),

        // C doors, one importer each.
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
        ),
        .systemLibrary(
            name: "CMarkdown",
            pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]
        ),
        .systemLibrary(
            name: "CHTML",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
        ),
        .systemLibrary(
            name: "CZip",
            pkgConfig: "libzip",
            providers: [.apt(["libzip-dev"]), .brew(["libzip"])]
        ),
        .systemLibrary(
            name: "COpenSSL",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"])]
        ),
        .target(name: "CMatrixKernels", cSettings: [.unsafeFlags(["-O3"])]),
        .target(name: "CVectorKernels", cSettings: [.unsafeFlags(["-O3"])]),
        .target(name: "CTokenizer", cSettings: [.unsafeFlags(["-O3"])]),

        // Test folders mirror source folders; a server that does what a test says serves two of them.
        .target(name: "LoopbackServer", path: "Tests/LoopbackServer", swiftSettings: house),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: house),
        tests("Lexicon", also: ["CTokenizer", "TestSupport"]),
        tests("Grounding", also: ["Lexicon", "TestSupport"]),
        tests("Guard", also: ["TestSupport"]),
        tests("Privacy"),
        tests("Answering", also: ["Grounding", "Guard", "TestSupport"]),
        tests(
            "Application",
            also: [
                "Answering", "Batch", "Guard", "Ingestion", "Insight", "OpenAIClient", "Privacy", "SQLiteStore",
                "LoopbackServer",
            ]
        ),
        tests("Insight"),
        tests("Batch", also: ["Answering", "Grounding", "Ingestion", "LoopbackServer"]),
        tests("Evaluation", also: ["Answering"]),
        tests("Ingestion", also: ["CZip", "LoopbackServer", "OpenAIClient", "OperatingSystem"]),
        tests("LocalEngine", also: ["OpenAIClient", "OperatingSystem", "kefu"]),
        tests("OpenAIClient", also: ["LoopbackServer"]),
        tests("OperatingSystem"),
        tests("RAGCore"),
        tests("SQLiteStore", also: ["Lexicon", "VectorFile", .product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            "kefu",
            also: ["Application", "Insight", "LoopbackServer", .product(name: "GRDB", package: "GRDB.swift")]
        ),
        tests("SentenceEncoder", also: ["CMatrixKernels"], exclude: ["Fixtures"]),
        tests("VectorFile", also: ["CVectorKernels"]),
        tests("ZipFile", also: ["CZip"]),
    ],
    cLanguageStandard: .c17
)

/// How every target of ours is compiled.
var house: [SwiftSetting] {
    [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]
}

/// The tests of one room. `also` names what else they touch: a program they run, a part they work with.
@MainActor func tests(_ room: String, also others: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(room)Tests",
        dependencies: (["OperatingSystem", "RAGCore"].contains(room) ? [] : ["RAGCore"])
            + [.init(stringLiteral: room)] + others,
        exclude: exclude,
        swiftSettings: house
    )
}
