/// A place or a number where a reader can be reached, in the form in which addresses are compared.
enum Address: Hashable, Sendable {
    /// Host and path in lower case, without scheme and `www.`.
    case web(String)
    case mail(String)
    /// The digits, without the country code of China and leading zeros.
    case number(String)
    /// The name of an account with a messenger, in lower case.
    case account(String)
}
