/// Returns whether `pattern` matches all of `subject`; a star matches any number of elements. Backtracks to the last
/// star only, so that the time is bounded by the product of the two lengths.
func wildcardMatch<Step, Element>(
    _ pattern: [Step],
    _ subject: [Element],
    isStar: (Step) -> Bool,
    matches: (Step, Element) -> Bool
) -> Bool {
    var step = 0
    var position = 0
    var star: (step: Int, position: Int)?
    while position < subject.count {
        if step < pattern.count, isStar(pattern[step]) {
            star = (step, position)
            step += 1
        } else if step < pattern.count, matches(pattern[step], subject[position]) {
            step += 1
            position += 1
        } else if let last = star {
            star = (last.step, last.position + 1)
            step = last.step + 1
            position = last.position + 1
        } else {
            return false
        }
    }
    return pattern[step...].allSatisfy(isStar)
}
