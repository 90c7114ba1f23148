/// Thrown when the reader of stdout has closed it. No message is shown, because nobody reads it.
struct BrokenPipe: Error {}
