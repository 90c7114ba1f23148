import Foundation

/// A `llama-server` of a few lines that reads the same variables and starts at once. It can misbehave in ways that a
/// good server cannot.
enum StandInServer {
    enum Behaviour: String {
        /// Answers its health check and asks for the key. Writes its environment into the file `environment`.
        case good
        /// Ends at once with a reason.
        case refuses
        /// Accepts requests without a key.
        case open
        /// Ends after a request for its properties with the key.
        case dies
    }

    static func install(_ behaviour: Behaviour, in folder: URL) throws {
        let script = """
            #!/usr/bin/env python3
            import http.server, os, sys

            behaviour = "\(behaviour.rawValue)"
            if behaviour == "refuses":
                sys.exit("error: this model is of no known kind")
            with open(os.path.join(os.path.dirname(__file__), "environment"), "w") as file:
                file.write("\\n".join(os.environ))
            key = "Bearer " + os.environ["LLAMA_API_KEY"]

            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    known = self.headers.get("Authorization") == key
                    fine = self.path == "/health" or known or behaviour == "open"
                    self.send_response(200 if fine else 401)
                    self.end_headers()
                    if self.path == "/props" and not known and behaviour == "dies":
                        self.wfile.flush()
                        os._exit(1)

                def log_message(self, *arguments):
                    pass

            port = int(os.environ["LLAMA_ARG_PORT"])
            http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
            """
        let source = folder.appending(path: "llama-server.py").path
        _ = FileManager.default.createFile(
            atPath: source,
            contents: Data(script.utf8),
            attributes: [.posixPermissions: 0o700]
        )
        // A child of another test that has just forked may still hold a file that this process wrote, and an executable
        // that is open for writing cannot be started ("Text file busy"). So another process writes it.
        let copy = try Process.run(
            URL(filePath: "/bin/cp"),
            arguments: [source, folder.appending(path: "llama-server").path]
        )
        copy.waitUntilExit()
    }
}
