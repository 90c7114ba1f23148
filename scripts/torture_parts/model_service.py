"""An OpenAI-compatible service on loopback, for embeddings and completions."""
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DIMENSIONS = 64


class ModelService:
    """Embeds a text by its pairs of characters, so that like texts are near, and answers with the first passage."""

    def __enter__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.server.shutdown()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        try:
            if self.path.endswith("/embeddings"):
                texts = request["input"] if isinstance(request["input"], list) else [request["input"]]
                self.reply({"data": [{"index": i, "embedding": vector(text)} for i, text in enumerate(texts)]})
            elif request.get("stream"):
                self.stream()
            else:
                self.reply({"choices": [{"message": {"content": "It says so [1]."}, "finish_reason": "stop"}]})
        except (BrokenPipeError, ConnectionResetError):
            pass  # The client was killed.

    def reply(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in ["It says ", "so ", "[1]."]:
            event = {"choices": [{"index": 0, "delta": {"content": piece}}]}
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
            self.wfile.flush()
            time.sleep(0.01)
        self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def log_message(self, *arguments):
        pass


def vector(text):
    """Counts pairs of characters in 64 places. The same text has the same vector in every run."""
    counts = [0.01] * DIMENSIONS
    for first, second in zip(text, text[1:]):
        counts[(ord(first) * 31 + ord(second)) % DIMENSIONS] += 1
    return counts
