/// The judgements of one configuration on a set of cases.
package struct EvaluationRun: Sendable {
    /// The judgements, in the order of the cases.
    package let judgements: [Judgement]

    /// Creates a run of `judgements`.
    package init(_ judgements: [Judgement]) {
        self.judgements = judgements
    }

    /// Returns the values of `measure` for the questions that it applies to, in order.
    package func values(of measure: Measure) -> [Double] {
        judgements.compactMap { $0.value(of: measure) }
    }

    /// Returns the mean of `measure`, or nil if it applies to no question.
    package func estimate(of measure: Measure) -> Estimate? {
        let values = values(of: measure)
        return values.isEmpty ? nil : Estimate(of: values)
    }

    /// The questions of each language and kind, in alphabetical order, except for groups that hold all questions.
    package var groups: [(name: String, run: EvaluationRun)] {
        let groups = judgements.reduce(into: [String: [Judgement]]()) { groups, judgement in
            for name in judgement.case.groups { groups[name, default: []].append(judgement) }
        }
        return groups.filter { $0.value.count < judgements.count }.sorted { $0.key < $1.key }.map {
            ($0.key, EvaluationRun($0.value))
        }
    }

    /// Returns the comparison with an `earlier` run on the same cases, or nil if `measure` applies to none of them.
    package func compared(to earlier: EvaluationRun, by measure: Measure) -> Comparison? {
        var (questions, before, after): ([String], [Double], [Double]) = ([], [], [])
        for (old, new) in zip(earlier.judgements, judgements) {
            guard let oldValue = old.value(of: measure), let newValue = new.value(of: measure) else { continue }
            questions.append(new.case.question)
            before.append(oldValue)
            after.append(newValue)
        }
        return questions.isEmpty
            ? nil : Comparison(by: measure.description, questions: questions, before: before, after: after)
    }
}
