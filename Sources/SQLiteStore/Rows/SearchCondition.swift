import GRDB
import RAGCore

/// A `SearchFilter` on one generation as SQL conditions.
struct SearchCondition {
    /// The condition on a row of `documents`.
    let document: String
    /// The condition on a row of `chunks`.
    let chunk: String
    /// The named arguments of both conditions.
    let arguments: [String: any DatabaseValueConvertible]

    init(_ filter: SearchFilter, generation: Int64) {
        var document = ["documents.generationID = :generation"]
        var arguments: [String: any DatabaseValueConvertible] = ["generation": generation]
        if !filter.sources.isEmpty {
            document.append("documents.source IN (SELECT value FROM json_each(:sources))")
            arguments["sources"] = JSONColumn.encode(filter.sources)
        }
        for (number, entry) in filter.metadata.enumerated() {
            document.append(
                """
                documents.id IN (
                    SELECT documentID FROM labels
                    WHERE key = :key\(number) AND value IN (SELECT value FROM json_each(:values\(number)))
                )
                """
            )
            arguments["key\(number)"] = entry.key.foldingCaseAndWidth()
            arguments["values\(number)"] = JSONColumn.encode(entry.value.map { $0.foldingCaseAndWidth() })
        }
        if filter.languages.isEmpty {
            chunk = "TRUE"
        } else {
            chunk = "chunks.language IN (SELECT value FROM json_each(:languages))"
            arguments["languages"] = JSONColumn.encode(filter.languages.map(\.rawValue))
        }
        self.document = document.joined(separator: " AND ")
        self.arguments = arguments
    }
}
