import Foundation

/// A way to start a llama.cpp server on this machine.
package enum EngineLauncher: Sendable, Hashable, Codable {
    /// The path of a `llama-server`.
    case server(String)
    /// The path of a Python with the package `xllamacpp`, which contains the same server as a library.
    case python(String)

    /// Returns the server on PATH, or else the newest virtual environment that `scripts/setup` created; nil if there is
    /// neither.
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

    /// The command line. `ps` shows it to every user, so it contains no key and no text of a customer.
    var command: [String] {
        switch self {
        case .server(let path): [path]
        case .python(let path): [path, "-I", "-c", Self.script]
        }
    }

    /// Returns the settings of the server in the variables that `llama-server` reads. A version ignores those that it
    /// does not know.
    ///
    /// There is one slot, because a processor gains nothing from two. The cache keeps the state of earlier prompts, so
    /// that a question rewriter and an answerer that take turns do not evict each other. The log level is warning,
    /// because llama.cpp prints prompts at higher levels. GOMP_SPINCOUNT (libgomp) lets a waiting thread sleep after
    /// some microseconds of spinning. Without it two threads on busy cores fell from 15 tokens a second to 2, because
    /// each used the time that the other needed.
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

    /// The same server in Python, with the same variables.
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
