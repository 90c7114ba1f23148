/// The reader of our output has gone; there is nobody left to tell.
struct BrokenPipe: Error {}
