import Foundation
import Testing

@testable import Ingestion

@Suite struct ContentHashTests {
    @Test(
        "the digest is SHA-256 in hexadecimal (FIPS 180-4, appendix B)",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ]
    )
    func digest(text: String, expected: String) {
        #expect(ContentHash.of(text) == expected)
        #expect(ContentHash.of(Data(text.utf8)) == expected)
    }
}
