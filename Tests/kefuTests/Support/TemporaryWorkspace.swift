import Foundation

/// A workspace of its own, with the shipped prompts and the documents given by path and text.
func withWorkspace(
    _ documents: [String: String] = sampleDocuments,
    configuration: String = "",
    _ body: (URL) async throws -> Void
) async throws {
    let files = FileManager.default
    let root = files.temporaryDirectory.appending(path: "kefu-\(UUID().uuidString)", directoryHint: .isDirectory)
    try files.createDirectory(at: root.appending(path: "knowledge-base"), withIntermediateDirectories: true)
    defer { try? files.removeItem(at: root) }
    let shipped = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().resolvingSymlinksInPath()
    try files.copyItem(at: shipped.appending(path: "prompts"), to: root.appending(path: "prompts"))
    try configuration.write(to: root.appending(path: "kefu.yaml"), atomically: true, encoding: .utf8)
    for (path, text) in documents { try write(text, to: path, in: root) }
    try await body(root)
}

/// Puts a document into the workspace's knowledge base.
func write(_ text: String, to path: String, in root: URL) throws {
    let file = root.appending(path: "knowledge-base").appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
}

/// Two articles and a table of pairs.
let sampleDocuments = [
    "zh/returns.md": """
    # 退货政策

    ## 退货期限
    签收后 15 天内可以申请退货，商品须完好。

    ## 退货运费
    无理由退货的运费由客户承担，上门取件 12 元。
    """,
    "en/refunds.md": """
    # Refunds

    ## How long refunds take
    We issue refunds within 2 business days after the parcel reaches our warehouse.

    ## Where the money goes
    Refunds go back to the card or wallet that you paid with.
    """,
    "en/faq.csv": "question,answer\nDo you gift-wrap?,\"Yes, for 5 yuan, in red or green.\"\n",
]
