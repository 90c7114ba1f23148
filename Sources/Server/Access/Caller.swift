import RAGCore

/// Who makes a request.
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

    /// The owner of the sessions that the caller begins. Nobody else reads them.
    var owner: String {
        switch identity {
        case .local: "local"
        case .key(let id): "key:\(id)"
        case .visitor(let visitor, let widget): "widget:\(widget)/\(visitor)"
        }
    }

    /// Returns the passages that may be found if the request asks for those with `tags`: never more than the caller may
    /// find. Throws `APIError` where none of them is allowed.
    func filter(_ tags: [String]?) throws(APIError) -> SearchFilter {
        guard let tags, !tags.isEmpty else { return SearchFilter(metadata: ["tags": Set(self.tags)]) }
        let allowed = self.tags.isEmpty ? tags : tags.filter(self.tags.contains)
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
        return SearchFilter(metadata: ["tags": Set(allowed)])
    }
}
