import Foundation
import RAGCore
import Testing

@Suite struct CacheFolderTests {
    @Test("the cache is in XDG_CACHE_HOME if that is set")
    func xdg() {
        let environment = ["XDG_CACHE_HOME": "/var/缓存 dir", "HOME": "/home/li"]
        #expect(CacheFolder.url(environment: environment).path == "/var/缓存 dir/kefu")
        #expect(CacheFolder.models(environment: environment).path == "/var/缓存 dir/kefu/models")
    }

    @Test(
        "otherwise it is in the home folder; a relative XDG_CACHE_HOME is ignored (XDG Base Directory Specification)",
        arguments: [nil, "", "cache"]
    )
    func home(xdg: String?) {
        var environment = ["HOME": "/home/li"]
        environment["XDG_CACHE_HOME"] = xdg
        #if os(macOS)
            let expected = "/home/li/Library/Caches/kefu"
        #else
            let expected = "/home/li/.cache/kefu"
        #endif
        #expect(CacheFolder.url(environment: environment).path == expected)
        #expect(CacheFolder.models(environment: environment).path == expected + "/models")
    }

    @Test("model files can be in another folder; an empty name means the default")
    func models() {
        var environment = ["KEFU_MODEL_DIR": "/srv/models", "XDG_CACHE_HOME": "/var/cache"]
        #expect(CacheFolder.models(environment: environment).path == "/srv/models")
        environment["KEFU_MODEL_DIR"] = ""
        #expect(CacheFolder.models(environment: environment).path == "/var/cache/kefu/models")
    }
}
