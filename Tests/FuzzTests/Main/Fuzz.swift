import Dispatch
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

/// Runs one input to its end; libFuzzer calls it. Without a target it prints the names of all and ends.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = Data(bytes: bytes, count: count)
    let end = DispatchSemaphore(value: 0)
    Task.detached {
        await target.run(input)
        end.signal()
    }
    end.wait()
    return 0
}
