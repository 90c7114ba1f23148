import Foundation

/// The target that `KEFU_FUZZ_TARGET` names.
private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["KEFU_FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget.all[name] else {
        print(FuzzTarget.all.keys.sorted().joined(separator: "\n"))
        exit(EXIT_SUCCESS)
    }
    return target
}()

/// Runs one input; libFuzzer calls it. Without a target it prints the names of all and ends.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    target.run(Data(bytes: bytes, count: count))
    return 0
}
