import RAGCore

/// The person or program that makes a request.
struct Caller: Sendable, Hashable {
    /// The way in which the caller is known.
    enum Identity: Sendable, Hashable {
        /// Nobody's name is asked: a program on this machine, where no key was ever made.
        case local
        /// The holder of the key with this id.
        case key(String)
        /// A visitor of a page with the widget.
        case visitor(String, widget: String)
    }

    let identity: Identity
    let scope: AccessKey.Scope
    /// Only passages with one of these tags are found; empty for all.
    let tags: [String]

    /// The most tags of a request, and the most bytes of each: the index keeps a pipeline for each set of tags.
    private static let mostTags = 20
    private static let longestTag = 100

    /// The owner of the sessions that the caller begins. Nobody else reads them.
    var owner: String {
        switch identity {
        case .local: "local"
        case .key(let id): "key:\(id)"
        case .visitor(let visitor, let widget): "widget:\(widget)/\(visitor)"
        }
    }

    /// Returns the passages that may be found if the request asks for those with `tags`: never more than the caller may
    /// find. Throws `APIError` where none of them is allowed, or there are too many. Letter case and character width
    /// count no more than in the search.
    func filter(_ tags: [String]?) throws(APIError) -> SearchFilter {
        let own = Set(self.tags.map { $0.foldingCaseAndWidth() })
        guard let tags, !tags.isEmpty else { return SearchFilter(metadata: ["tags": own]) }
        guard tags.count <= Self.mostTags, tags.allSatisfy({ $0.utf8.count <= Self.longestTag }) else {
            throw .invalid(
                "tags",
                "Give at most \(Self.mostTags) tags of at most \(Self.longestTag) bytes",
                "标签不超过 \(Self.mostTags) 个，每个不超过 \(Self.longestTag) 字节"
            )
        }
        let wanted = Set(tags.map { $0.foldingCaseAndWidth() })
        let allowed = own.isEmpty ? wanted : wanted.intersection(own)
        guard !allowed.isEmpty else {
            throw APIError(
                .forbidden,
                .permission,
                "wrong_tags",
                field: "tags",
                "The key does not allow these tags",
                "这个密钥不能检索这些标签"
            )
        }
        return SearchFilter(metadata: ["tags": allowed])
    }
}
