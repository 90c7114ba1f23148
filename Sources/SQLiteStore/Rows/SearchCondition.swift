import GRDB
import RAGCore

/// A `SearchFilter` over the current generation in the words of SQL.
struct SearchCondition {
    /// What must hold of a row of `documents`.
    let document: String
    /// What must hold of a row of `chunks`.
    let chunk: String
    /// The values of both, by name.
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
