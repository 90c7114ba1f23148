/// The target of a Markdown link.
enum LinkTarget {
    /// Returns the target without its title and angle brackets.
    static func place(_ target: String) -> Substring {
        let start = target.drop(while: \.isWhitespace)
        return start.hasPrefix("<") ? start.dropFirst().prefix { $0 != ">" } : start.prefix { !$0.isWhitespace }
    }

    /// Returns the addresses in `target`.
    static func addresses(_ target: String) -> [AddressScanner.Finding] { AddressScanner(place(target)).findings }

    /// Whether `target` can be opened: `[1](2)` and `a[i](x)` are not links.
    static func isPlace(_ target: String) -> Bool {
        !target.allSatisfy { $0.isLetter || $0.isNumber || " _,+*=".contains($0) }
    }
}
