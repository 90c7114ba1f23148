import RAGCore
import Testing

@Suite struct RecentCacheTests {
    @Test("used values stay, others are dropped, and there are never more than twice the capacity")
    func forgets() {
        let cache = RecentCache<Int, Int>(capacity: 10)
        cache[0] = 0
        for number in 1...100 {
            cache[number] = number
            #expect(cache[0] == 0, "used before each of the others")
            #expect(cache[number] == number)
        }
        #expect((1...100).count { cache[$0] != nil } <= 20)
        #expect(cache[50] == nil)
    }

    @Test("a missing value is created, and a value can be removed")
    func made() {
        let cache = RecentCache<String, Int>(capacity: 2)
        var made = 0
        for _ in 0..<3 {
            let value = cache.value(for: "a") {
                made += 1
                return 7
            }
            #expect(value == 7)
        }
        #expect(made == 1)
        cache["a"] = nil
        #expect(cache["a"] == nil)
    }
}
