import Testing

@testable import Privacy

@Suite("Finding a customer in texts")
struct CustomerQueryTests {
    @Test(
        "a customer is found in every spelling",
        arguments: [
            ("王女士", "我是王女士，订单还没到"), ("ann lee", "This is Ann  LEE speaking"), ("Ann Lee", "I'm Ａｎｎ　Ｌｅｅ"),
            ("13812345678", "电话：138 1234 5678"), ("138-1234-5678", "13812345678"),
            ("+86 138 1234 5678", "请打13812345678"),
            ("13812345678", "+86-138-1234-5678"), ("ann@example.com", "mail ANN@Example.com please"),
            ("A2039-771", "order a2039-771 is late"), ("José", "Jose\u{301} here"), ("13812345678", "１３８１２３４５６７８"),
        ]
    )
    func found(query: String, text: String) throws {
        #expect(try #require(CustomerQuery(query)).isNamed(in: text))
    }

    @Test(
        "parts of words and of other numbers are not a customer",
        arguments: [
            ("Ann", "the annual fee"), ("Lee", "sleeve length"), ("13812345678", "13812345679"), ("王女士", "王先生"),
            ("ann@example.com", "joann@example.com"), ("123456", "12 and 3456"), ("1234", "12341"),
        ]
    )
    func notFound(query: String, text: String) throws {
        #expect(try !#require(CustomerQuery(query)).isNamed(in: text))
    }

    @Test("a query that would be found everywhere is refused", arguments: ["", " ", "a", "王", "\u{200B}\u{200B}"])
    func refused(text: String) { #expect(CustomerQuery(text) == nil) }

    @Test("numbers and addresses have the keys under which they are masked")
    func keys() throws {
        let text = "我的手机号是 138 1234 5678，邮箱 Ann@Example.com"
        let masked = PrivateDataMask().maskedKeys(in: [text])
        #expect(masked.count == 2)
        #expect(try #require(CustomerQuery("13812345678")).keys.isSubset(of: masked))
        #expect(try #require(CustomerQuery("ann@example.com")).keys.isSubset(of: masked))
        #expect(try !#require(CustomerQuery("13812345678")).keys.isEmpty)
    }

    @Test("long texts of any kind are searched in linear time", arguments: ["a", "e\u{301}", "1 ", "王", "@a."])
    func long(piece: String) throws {
        let query = try #require(CustomerQuery("aaaaaaaaaaaaaaaaaaab"))
        let short = String(repeating: piece, count: 2_000)
        let long = String(repeating: piece, count: 16_000)
        let clock = ContinuousClock()
        let quick = clock.measure { _ = query.isNamed(in: short) }
        let slow = clock.measure { _ = query.isNamed(in: long) }
        #expect(slow < max(quick, .milliseconds(20)) * 40)
    }
}
