import Foundation

/// A llama.cpp server that can be started here.
package enum EngineLauncher: Sendable, Hashable, Codable {
    /// The path of a `llama-server`.
    case server(String)
    /// The path of a Python that has the package `xllamacpp`, which is the same server as a library.
    case python(String)

    /// The server on PATH, else the private virtual environment that `scripts/setup` made; nil where there is neither.
    static func find(cacheFolder: URL, environment: [String: String]) -> EngineLauncher? {
        for folder in (environment["PATH"] ?? "").split(separator: ":") where folder.hasPrefix("/") {
            let path = "\(folder)/llama-server"
            if access(path, X_OK) == 0 { return .server(path) }
        }
        let engine = cacheFolder.appending(path: "engine").path
        let venvs = ((try? FileManager.default.contentsOfDirectory(atPath: engine)) ?? []).filter {
            $0.hasPrefix("venv-")
        }
        let oldestFirst = venvs.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
        let pythons = oldestFirst.map { "\(engine)/\($0)/bin/python" }
        return pythons.last { access($0, X_OK) == 0 }.map { .python($0) }
    }

    /// The command line. It names no key and no customer: `ps` shows it to everyone on the machine.
    var command: [String] {
        switch self {
        case .server(let path): [path]
        case .python(let path): [path, "-I", "-c", Self.script]
        }
    }

    /// What the server is told, in the variables `llama-server` reads; a version that does not know one passes over it.
    ///
    /// One slot, because a processor gains nothing from two; beside it a little memory where the server keeps the
    /// state of the prompts before, so that a question rewriter and an answerer that take turns do not lose theirs.
    /// Logging is kept to warnings: at higher levels llama.cpp prints prompts. A thread that waits for another spins
    /// for some microseconds and then sleeps (GOMP_SPINCOUNT, for libgomp): without that two threads on busy cores fell
    /// from 15 tokens a second to 2, because each spun away the time the other needed.
    static func environment(for order: EngineOrder, port: UInt16, key: String, threads: Int) -> [String: String] {
        [
            "GOMP_SPINCOUNT": "2000",
            "LLAMA_API_KEY": key,
            "LLAMA_ARG_MODEL": order.model,
            "LLAMA_ARG_ALIAS": order.modelName,
            "LLAMA_ARG_HOST": "127.0.0.1",
            "LLAMA_ARG_PORT": String(port),
            "LLAMA_ARG_CTX_SIZE": String(order.contextTokens),
            "LLAMA_ARG_THREADS": String(threads),
            "LLAMA_ARG_THREADS_HTTP": "4",
            "LLAMA_ARG_N_PARALLEL": "1",
            "LLAMA_ARG_CACHE_RAM": "512",
            "LLAMA_ARG_JINJA": "1",
            "LLAMA_ARG_UI": "0",
            "LLAMA_ARG_WEBUI": "0",
            "LLAMA_ARG_NO_WEBUI": "1",
            "LLAMA_ARG_ENDPOINT_SLOTS": "0",
            "LLAMA_ARG_NO_ENDPOINT_SLOTS": "1",
            "LLAMA_ARG_LOG_VERBOSITY": "2",
            "LLAMA_LOG_VERBOSITY": "2",
        ]
    }

    /// The same server from Python, told by the same variables.
    private static let script = """
        import os, sys, time
        import xllamacpp

        def told(name):
            return os.environ["LLAMA_ARG_" + name]

        params = xllamacpp.CommonParams()
        params.model.path = told("MODEL")
        params.model_alias = {told("ALIAS")}
        params.hostnames = [told("HOST")]
        params.port = int(told("PORT"))
        params.api_keys = [os.environ["LLAMA_API_KEY"]]
        params.n_ctx = int(told("CTX_SIZE"))
        params.n_parallel = int(told("N_PARALLEL"))
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = int(told("THREADS"))
        params.n_threads_http = int(told("THREADS_HTTP"))
        params.cache_ram_mib = int(told("CACHE_RAM"))
        params.verbosity = int(told("LOG_VERBOSITY"))
        params.ui = False
        params.endpoint_slots = False
        try:
            server = xllamacpp.Server(params)
        except Exception as error:
            sys.exit(str(error))
        while True:
            time.sleep(3600)
        """
}
