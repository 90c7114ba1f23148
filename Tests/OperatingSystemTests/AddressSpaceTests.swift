import OperatingSystem
import Testing

@Suite("Address space") struct AddressSpaceTests {
    @Test("what is needed is more than what is used, and grows with the processors by two stacks each")
    func needed() throws {
        // Tests run without a limit; those of the program set one.
        #expect(AddressSpace.limit == nil)
        #if os(Linux)
            let used = try #require(AddressSpace.used)
            #expect(used > 10_000_000)
            #expect(AddressSpace.needed > used + 128_000_000)
        #endif
    }
}
