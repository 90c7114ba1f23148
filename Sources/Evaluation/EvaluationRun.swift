/// What one configuration made of a set of cases.
package struct EvaluationRun: Sendable {
    /// In the order of the cases.
    package let judgements: [Judgement]

    package init(_ judgements: [Judgement]) {
        self.judgements = judgements
    }

    /// The values of `measure`, question by question, of the questions of which it says something.
    package func values(of measure: Measure) -> [Double] {
        judgements.compactMap { $0.value(of: measure) }
    }

    /// The mean of `measure`; nil where it says nothing of any question.
    package func estimate(of measure: Measure) -> Estimate? {
        let values = values(of: measure)
        return values.isEmpty ? nil : Estimate(of: values)
    }

    /// The questions of each language and kind that their authors named, in alphabetical order, where there are several.
    package var groups: [(name: String, run: EvaluationRun)] {
        let groups = judgements.reduce(into: [String: [Judgement]]()) { groups, judgement in
            for name in judgement.case.groups { groups[name, default: []].append(judgement) }
        }
        return groups.filter { $0.value.count < judgements.count }.sorted { $0.key < $1.key }.map {
            ($0.key, EvaluationRun($0.value))
        }
    }

    /// This run beside an `earlier` one on the same cases; nil where `measure` says nothing of them.
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
