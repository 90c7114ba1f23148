import RAGCore
import Testing

@Suite struct TraceTests {
    @Test("marks keep their order, with times that never go back")
    func order() {
        let trace = Trace()
        trace.mark("opened")
        trace.mark("searched")
        trace.mark("sent")
        #expect(trace.steps.map(\.name) == ["opened", "searched", "sent"])
        #expect(zip(trace.steps, trace.steps.dropFirst()).allSatisfy { $0.at <= $1.at })
    }

    @Test("a mark without a listener is ignored")
    func silent() {
        Trace.mark("nobody listens")
        #expect(Trace.current == nil)
    }

    @Test("the marks of a task and its children go to its own trace only")
    func perTask() async {
        let (one, two) = (Trace(), Trace())
        await withTaskGroup { group in
            group.addTask {
                await Trace.$current.withValue(one) {
                    async let child: Void = Trace.mark("one")
                    await child
                }
            }
            group.addTask { Trace.$current.withValue(two) { Trace.mark("two") } }
        }
        #expect(one.steps.map(\.name) == ["one"])
        #expect(two.steps.map(\.name) == ["two"])
    }

    @Test("marks from many tasks at once are all kept")
    func concurrent() async {
        let trace = Trace()
        await withTaskGroup { group in
            for _ in 0..<100 { group.addTask { trace.mark("step") } }
        }
        #expect(trace.steps.count == 100)
    }
}
