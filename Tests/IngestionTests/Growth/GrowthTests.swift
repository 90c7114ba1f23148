import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// The time of reading and cutting a document by its length.
@Suite struct GrowthTests {
    @Test("the time of reading and cutting grows no faster than n log n", arguments: HostileDocument.all)
    func growth(document: HostileDocument) throws {
        let reader = try #require(DocumentReaders.standard.reader(for: "a.\(document.format)"))
        let growth = try Growth.measure(from: 1_000, to: 32_000, make: document.callAsFunction) { bytes in
            guard let read = try? reader.read(bytes, name: "a") else { return }
            _ = Chunker().chunks(of: read)
        }
        #expect(growth.isBearable, "\(growth)")
    }

    @Test("the time of reading a table of questions grows no faster than n log n", arguments: HostileDocument.tables)
    func questions(document: HostileDocument) throws {
        let growth = try Growth.measure(from: 1_000, to: 32_000, make: document.callAsFunction) { bytes in
            _ = try? PlainTableReader().read(bytes, name: "a.\(document.format)")
        }
        #expect(growth.isBearable, "\(growth)")
    }
}
