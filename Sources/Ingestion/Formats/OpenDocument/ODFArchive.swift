/// An OpenDocument file: the parts that texts and spreadsheets share.
struct ODFArchive: ~Copyable {
    private var archive: ZipArchive
    private(set) var styles = ODFStyles()

    init(_ archive: consuming ZipArchive) throws(ReadingError) {
        self.archive = archive
        if let manifest = try self.archive.xmlIfAny("META-INF/manifest.xml") {
            let isLocked = try manifest.withRoot { $0.contains(["encryption-data"]) }
            if isLocked { throw ReadingError("is protected by a password") }
        }
        if let styles = try self.archive.xmlIfAny("styles.xml") { try styles.withRoot { self.styles.add($0) } }
    }

    /// Returns the tree of the content and adds its styles to `styles`.
    mutating func content() throws(ReadingError) -> XMLTree {
        let content = try archive.xml("content.xml")
        try content.withRoot { styles.add($0) }
        return content
    }

    mutating func title() throws(ReadingError) -> String? {
        guard let meta = try archive.xmlIfAny("meta.xml") else { return nil }
        return try meta.withRoot { OfficeProperties.title(in: $0) }
    }
}
