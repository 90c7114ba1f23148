// swift-tools-version: 6.2
import PackageDescription

/// The targets from top to bottom, each with its purpose. A target imports only what its dependencies name:
/// `scripts/test` builds with `--explicit-target-dependency-import-check error`, which a plain build does not.
let package = Package(
    name: "kefu-server",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "kefu", targets: ["kefu"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: [.defaults, "YAML"]),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // The program: commands and terminal.
        .executableTarget(
            name: "kefu",
            dependencies: [
                "Server", "Application", "RAGCore", "OperatingSystem", "SQLiteStore", "LocalEngine", "Ingestion",
                "Answering", "Evaluation", "Batch", "Insight",
                "Privacy", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house
        ),
        // The HTTP service: an OpenAI-compatible API, the chat widget, the admin page. No arguments, no terminal.
        .target(
            name: "Server",
            dependencies: [
                "Application", "RAGCore", "SQLiteStore", "Answering", "Ingestion",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [
                .embedInCode("openapi.yaml"),
                .embedInCode("Web/Admin/admin-api.js"),
                .embedInCode("Web/Admin/admin-chart.js"),
                .embedInCode("Web/Admin/admin-conversation.js"),
                .embedInCode("Web/Admin/admin-conversations.js"),
                .embedInCode("Web/Admin/admin-figures.js"),
                .embedInCode("Web/Admin/admin-format.js"),
                .embedInCode("Web/Admin/admin-knowledge.js"),
                .embedInCode("Web/Admin/admin-texts.js"),
                .embedInCode("Web/Admin/admin-topics.js"),
                .embedInCode("Web/Admin/admin-unanswered.js"),
                .embedInCode("Web/Admin/admin.css"),
                .embedInCode("Web/Admin/admin.html"),
                .embedInCode("Web/Admin/admin.js"),
                .embedInCode("Web/Common/elements.js"),
                .embedInCode("Web/Common/icon.svg"),
                .embedInCode("Web/Common/markdown.js"),
                .embedInCode("Web/Demo/demo.css"),
                .embedInCode("Web/Demo/demo.html"),
                .embedInCode("Web/Demo/demo.js"),
                .embedInCode("Web/Widget/chat-answer.js"),
                .embedInCode("Web/Widget/chat-forms.js"),
                .embedInCode("Web/Widget/chat-panel.js"),
                .embedInCode("Web/Widget/chat-service.js"),
                .embedInCode("Web/Widget/chat-sources.js"),
                .embedInCode("Web/Widget/chat-store.js"),
                .embedInCode("Web/Widget/chat-stream.js"),
                .embedInCode("Web/Widget/chat-style.js"),
                .embedInCode("Web/Widget/chat-texts.js"),
                .embedInCode("Web/Widget/chat.js"),
                .embedInCode("Web/Widget/widget.js"),
            ],
            swiftSettings: house
        ),
        // Everything that front ends share: settings, assembly, jobs, recording of turns.
        .target(
            name: "Application",
            dependencies: [
                "RAGCore", "OperatingSystem", "OpenAIClient", "SQLiteStore", "SentenceEncoder", "LocalEngine",
                "VectorFile",
                "Ingestion", "Answering", "Evaluation", "Insight", "Batch", "Grounding", "Guard", "Privacy", "ZipFile",
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ],
            resources: [
                .embedInCode("Map/Page/map.css"), .embedInCode("Map/Page/map-words.js"),
                .embedInCode("Map/Page/map-data.js"), .embedInCode("Map/Page/map-colours.js"),
                .embedInCode("Map/Page/map-projection.js"), .embedInCode("Map/Page/map-camera.js"),
                .embedInCode("Map/Page/map-webgl.js"), .embedInCode("Map/Page/map-canvas.js"),
                .embedInCode("Map/Page/map-labels.js"), .embedInCode("Map/Page/map-state.js"),
                .embedInCode("Map/Page/map-panel.js"), .embedInCode("Map/Page/map-detail.js"),
                .embedInCode("Map/Page/map-input.js"), .embedInCode("Map/Page/map-start.js"),
                .embedInCode("Topics/Report/topics.css"), .embedInCode("Topics/Report/topics-words.js"),
                .embedInCode("Topics/Report/topics.js"),
            ],
            swiftSettings: house
        ),
        // Measurements for scripts/bench. It is never installed.
        .executableTarget(
            name: "kefu-bench",
            dependencies: [
                "RAGCore", "SentenceEncoder", "SQLiteStore", "VectorFile", "Ingestion", "OpenAIClient",
                "Insight", "LoopbackServer", "Lexicon",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: house
        ),

        // Write path, read path, analysis of questions, files of questions, evaluation.
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
            resources: [
                .embedInCode("Messages/hand-over.txt"), .embedInCode("Messages/message-words.txt"),
                .embedInCode("Messages/small-talk.txt"), .embedInCode("StoredAnswers/synonyms.txt"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "Insight",
            dependencies: ["RAGCore", "Lexicon", "Grounding", "VectorFile", "CLinearAlgebra"],
            resources: [
                .embedInCode("Audit/audit-words.txt"), .embedInCode("Audit/audit-dates.txt"),
                .embedInCode("Words/weak-words.txt"),
            ],
            swiftSettings: house
        ),
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
        .target(
            name: "Guard",
            dependencies: ["RAGCore", "Lexicon"],
            resources: [.embedInCode("Addresses/top-levels.txt")],
            swiftSettings: house
        ),
        .target(name: "Privacy", dependencies: ["RAGCore"], swiftSettings: house),

        // Network, storage, embedded models, archives.
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
        .target(
            name: "SentenceEncoder",
            dependencies: ["RAGCore", "Lexicon", "CMatrixKernels"],
            resources: [.embedInCode("Alignment/token-means.bin")],
            swiftSettings: house
        ),
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
                .embedInCode("Words/words-without-content.txt"), .embedInCode("Spelling/pinyin.txt"),
            ],
            swiftSettings: house
        ),

        // Shared values and protocols, similarity, the error type.
        .target(
            name: "RAGCore",
            resources: [.embedInCode("Pages/page-elements.js")],
            swiftSettings: house
        ),

        // Child processes, file locks, mapped files. Its name is not `System`, because dependencies test
        // `canImport(System)` for Apple's module.
        .target(name: "OperatingSystem", swiftSettings: house),

        // C modules. Each has one importer.
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
        .target(
            name: "CLinearAlgebra",
            cSettings: [.unsafeFlags(["-O3"])],
            linkerSettings: [
                .linkedLibrary("lbfgs"),
                .linkedLibrary("openblas", .when(platforms: [.linux])),
                .linkedLibrary("lapacke", .when(platforms: [.linux])),
                .linkedFramework("Accelerate", .when(platforms: [.macOS])),
            ]
        ),

        // Test folders mirror source folders. LoopbackServer and TestSupport are shared by several of them.
        .target(name: "LoopbackServer", path: "Tests/LoopbackServer", swiftSettings: house),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: house),
        tests("Lexicon", also: ["CTokenizer", "TestSupport"]),
        tests("Grounding", also: ["Lexicon", "TestSupport"]),
        tests("Guard", also: ["TestSupport"]),
        tests("Privacy", also: ["TestSupport"]),
        tests("Answering", also: ["Grounding", "Guard", "TestSupport"]),
        tests(
            "Application",
            also: [
                "Answering", "Batch", "Guard", "Ingestion", "Insight", "OpenAIClient", "OperatingSystem", "Privacy",
                "SQLiteStore", "ZipFile", "LoopbackServer", "TestSupport",
            ]
        ),
        tests("Insight", also: ["Lexicon", "SentenceEncoder", "TestSupport"]),
        tests("Batch", also: ["Answering", "Grounding", "Ingestion", "LoopbackServer", "TestSupport", "ZipFile"]),
        tests("Evaluation", also: ["Answering"]),
        tests("Ingestion", also: ["CZip", "LoopbackServer", "OpenAIClient", "OperatingSystem", "TestSupport"]),
        tests("LocalEngine", also: ["OpenAIClient", "OperatingSystem", "kefu"]),
        tests("OpenAIClient", also: ["LoopbackServer", "TestSupport"]),
        tests("OperatingSystem"),
        tests("RAGCore"),
        tests(
            "Server",
            also: [
                "Application", "SQLiteStore", "Answering", "LoopbackServer",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Yams", package: "Yams"),
            ],
            exclude: ["Clients", "Web"]
        ),
        tests("SQLiteStore", also: ["Lexicon", "VectorFile", .product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            "kefu",
            also: [
                "Application", "Insight", "LoopbackServer", "OperatingSystem",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        tests("SentenceEncoder", also: ["CMatrixKernels"], exclude: ["Fixtures"]),
        fuzzing(),
        tests("VectorFile", also: ["CVectorKernels"]),
        tests("ZipFile", also: ["CZip"]),
    ],
    cLanguageStandard: .c17
)

/// The compiler settings of every target.
var house: [SwiftSetting] {
    [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]
}

/// Returns the test target of `target`. `others` are further dependencies: a program that the tests run, parts that
/// they combine.
@MainActor func tests(_ target: String, also others: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(target)Tests",
        dependencies: (["OperatingSystem", "RAGCore"].contains(target) ? [] : ["RAGCore"])
            + [.init(stringLiteral: target)] + others,
        exclude: exclude,
        swiftSettings: house
    )
}

/// The parts that get bytes from strangers: as a test of their seeds, or, for `scripts/fuzz`, as a program that libFuzzer
/// drives. Its `main` comes from libFuzzer, so it can be linked only with `--sanitize fuzzer`.
@MainActor func fuzzing() -> Target {
    let parts: [Target.Dependency] = [
        "RAGCore", "Lexicon", "Ingestion", "OpenAIClient", "Answering", "Guard", "Grounding", "Privacy", "VectorFile",
        "SQLiteStore", "Application", "Server", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "NIOCore", package: "swift-nio"),
    ]
    guard Context.environment["KEFU_FUZZ"] != nil else {
        return .testTarget(
            name: "FuzzTests",
            dependencies: parts + ["TestSupport"],
            exclude: ["Main"],
            swiftSettings: house
        )
    }
    return .executableTarget(
        name: "kefu-fuzz",
        dependencies: parts,
        path: "Tests/FuzzTests",
        exclude: ["FuzzSeedTests.swift"],
        swiftSettings: house + [.unsafeFlags(["-parse-as-library"])]
    )
}
