#!/usr/bin/env python3
"""A stub of kefu's HTTP contract with scripted answers, for the tests of the widget and the admin page.

python3 stub_server.py [PORT]        then open http://127.0.0.1:PORT/demo and /admin (key: test-admin-key)
"""

import json
import re
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import stub_admin
from stub_answers import answer_to, shown_text

WEB = Path(__file__).resolve().parents[3] / "Sources/Server/Web"
TYPES = {".svg": "image/svg+xml", ".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
CSP = (
    "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
SETTINGS = {
    "title": {"zh": "沃岚", "en": "Orvela"},
    "ai_label": True,
    "maximum_characters": 4000,
    "feedback": True,
    "contact": {
        "zh": "在线客服每天 8:00–24:00，电话 400-555-0126",
        "en": "chat in the Orvela app, or phone +86 571 5555 0126",
    },
}


class State:
    """What the stub remembers."""

    def __init__(self):
        self.lock = threading.Lock()
        self.sessions, self.feedback, self.contacts = {}, [], []
        self.questions, self.messages = [], []
        self.stopped, self.tokens, self.refusals = 0, 0, {}
        self.dead_tokens = set()
        self.admin = stub_admin.AdminData()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    @property
    def state(self):
        return self.server.state

    def reply(self, status, body, kind="application/json", headers=None, policy=CSP):
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind + "; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Expose-Headers", "Retry-After")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def fail(self, status, code, message, headers=None):
        self.reply(
            status,
            {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": code}},
            headers=headers,
        )

    def body(self):
        size = int(self.headers.get("Content-Length") or 0)
        return json.loads(self.rfile.read(size) or b"null")

    def token(self):
        return (self.headers.get("Authorization") or "").removeprefix("Bearer ")

    def do_OPTIONS(self):
        self.reply(
            204,
            b"",
            headers={
                "Access-Control-Allow-Headers": "authorization, content-type",
                "Access-Control-Allow-Methods": "GET, POST, DELETE",
            },
        )

    def do_GET(self):
        path = urllib.parse.urlsplit(self.path)
        pages = {"/demo": "demo.html", "/admin": "admin.html", "/widget.js": "widget.js"}
        name = pages.get(path.path) or (
            path.path.removeprefix("/assets/") if path.path.startswith("/assets/") else None
        )
        if name is not None:
            found = [file for file in WEB.rglob("*") if file.name == name and file.suffix in TYPES]
            return (
                self.reply(200, found[0].read_bytes(), TYPES[found[0].suffix])
                if found
                else self.fail(404, "unknown_path", "No such file")
            )
        if path.path == "/stub/shop":  # a page of another origin, if it is opened as `localhost`
            base = f"http://127.0.0.1:{self.server.server_port}"
            page = f'<!doctype html><html lang="zh"><body><script src="{base}/widget.js" data-widget="demo"></script>'
            policy = f"default-src 'none'; script-src {base}; connect-src {base}"
            return self.reply(200, page.encode(), "text/html", policy=policy)
        if path.path == "/stub/state":
            state = self.state
            names = ("feedback", "contacts", "questions", "messages", "stopped", "tokens")
            return self.reply(200, {name: getattr(state, name) for name in names})
        if path.path.startswith("/admin/"):
            return self.admin("GET", path)
        return self.session("GET", path.path)

    def do_DELETE(self):
        self.session("DELETE", self.path)

    def do_POST(self):
        path = urllib.parse.urlsplit(self.path)
        if path.path == "/widget/token":
            return self.new_token()
        if path.path == "/v1/chat/completions":
            return self.complete()
        if path.path == "/stub/expire":
            self.state.dead_tokens.add(self.body()["token"])
            return self.reply(200, {})
        if path.path.startswith("/admin/"):
            return self.admin("POST", path)
        return self.session("POST", path.path)

    def new_token(self):
        body = self.body()
        if body["widget"] != "demo":
            return self.fail(404, "unknown_widget", "没有这个组件。")
        with self.state.lock:
            self.state.tokens += 1
            visitor = (body.get("renew") or "").split(".")[-1] or f"v{self.state.tokens}"
            token = f"kwt_{self.state.tokens}.{visitor}"
        self.reply(200, {"token": token, "expires_at": int(time.time()) + 3600, "visitor": visitor, **SETTINGS})

    def visitor(self):
        """Returns the visitor of the request's token, or refuses the request and returns None."""
        token = self.token()
        if not token.startswith("kwt_") or token in self.state.dead_tokens:
            self.fail(401, "expired_token", "The token has expired.")
            return None
        return token.split(".")[-1]

    def session(self, method, path):
        match = re.fullmatch(r"/v1/sessions/(\w+)(?:/turns/(\d+)/(feedback)|/(contact))?", path)
        if not match:
            return self.fail(404, "unknown_path", "No such path.")
        if (visitor := self.visitor()) is None:
            return None
        session = self.state.sessions.get(match[1])
        if session is None or session["visitor"] != visitor:
            return self.fail(404, "unknown_session", "没有这段对话。")
        if method == "DELETE":
            del self.state.sessions[match[1]]
            return self.reply(200, {"id": match[1], "object": "session", "deleted": True})
        if method == "GET":
            return self.reply(
                200, {"id": match[1], "object": "session", "created": 0, "last_used": 0, "turns": session["turns"]}
            )
        body = self.body()
        if match[3]:
            self.state.feedback.append([match[1], int(match[2]), body["verdict"], body["words"]])
            session["turns"][int(match[2]) - 1]["verdict"] = body["verdict"]
            return self.reply(200, {"session_id": match[1], "turn": int(match[2]), "verdict": body["verdict"]})
        self.state.contacts.append(body)
        return self.reply(
            200,
            {
                "session_id": match[1],
                "stored": True,
                "forwarded": False,
                "erased_after_days": 30,
                "message": "已经记下您的联系方式，同事会在服务时间内联系您。30 天后自动删除。",
            },
        )

    def complete(self):
        body = self.body()
        question = body["messages"][-1]["content"]
        if (visitor := self.visitor()) is None:
            return None
        waits = {"busy": 2, "很忙": 2, "ceiling": 5400}
        for word, wait in waits.items():
            if word in question:
                refused = self.state.refusals.get(question, 0)
                self.state.refusals[question] = refused + 1
                if refused == 0 or wait > 60:
                    return self.fail(429, "rate_limit", "Too many requests.", {"Retry-After": str(wait)})
        if "elsewhere" in question:
            return self.fail(409, "session_busy", "The session is answering another question.")
        if "unreachable" in question:
            return self.fail(502, "upstream_unreachable", "upstream", {"x-should-retry": "false"})
        name = body.get("session_id")
        if name is not None and (name not in self.state.sessions or self.state.sessions[name]["visitor"] != visitor):
            return self.fail(404, "unknown_session", "没有这段对话。")
        self.state.questions.append([name, question])
        self.state.messages.append(len(body["messages"]))
        with self.state.lock:
            name = name or f"k{len(self.state.sessions)}x{int(time.time() * 1000)}"
            session = self.state.sessions.setdefault(name, {"visitor": visitor, "turns": []})
        self.stream(name, session, question, answer_to(question))

    def stream(self, name, session, question, answer):
        self.send_response(200)
        for header, value in {
            "Content-Type": "text/event-stream; charset=utf-8",
            "Cache-Control": "no-cache, no-transform",
            "X-Accel-Buffering": "no",
            "Connection": "close",
            "Access-Control-Allow-Origin": "*",
        }.items():
            self.send_header(header, value)
        self.end_headers()
        self.close_connection = True
        turn = len(session["turns"]) + 1
        try:
            self.write(b": ok\n\n")
            self.chunk({"role": "assistant", "content": ""})
            if answer.get("quote"):
                self.chunk({}, kefu={"quote": answer["quote"]})
            for at, piece in enumerate(re.findall(r"(?s).{1,5}", answer["text"])):
                self.chunk({"content": piece}, split=at % 3 == 1)
                if at % 7 == 3:
                    self.write(b": ping\n\n")
                time.sleep(answer["pace"])
            if answer.get("breaks"):
                return self.event(
                    {
                        "error": {
                            "message": "The model failed.",
                            "type": "server_error",
                            "param": None,
                            "code": "upstream_failed",
                        }
                    }
                )
            if answer.get("cuts"):
                return None
            if answer["replaced_from"] is not None:
                self.chunk({"content": answer["correction"][:4]}, kefu={"replaced_from": answer["replaced_from"]})
                self.chunk({"content": answer["correction"][4:]})
            facts = {
                key: answer[key]
                for key in ("decision", "reason", "language", "sources", "options", "handover", "replaced_from")
            }
            self.chunk(
                {"annotations": []},
                "stop",
                facts
                | {
                    "confidence": 0.93,
                    "session_id": name if answer["is_stored"] else None,
                    "turn": turn if answer["is_stored"] else None,
                    "unsupported": [],
                    "ai_generated": answer["decision"] == "answered",
                },
            )
            self.write(b"data: [DONE]\n\n")
        except (BrokenPipeError, ConnectionResetError):
            self.state.stopped += 1
            return None
        session["turns"].append(
            {
                "number": turn,
                "created": int(time.time()),
                "question": question,
                "answer": shown_text(answer),
                "verdict": None,
                **{key: answer[key] for key in ("decision", "reason", "language", "options", "sources")},
            }
        )

    def chunk(self, delta, finish=None, kefu=None, split=False):
        event = {
            "id": "chatcmpl-1",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": "kefu",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }
        self.event(event | ({"kefu": kefu} if kefu else {}), split)

    def event(self, value, split=False):
        data = b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"
        if split:  # in the middle of a character, if there is one of several bytes
            middle = next((at for at, byte in enumerate(data) if byte & 0xC0 == 0x80), len(data) // 2)
            self.write(data[:middle])
            time.sleep(0.005)
            data = data[middle:]
        self.write(data)

    def write(self, data):
        self.wfile.write(data)
        self.wfile.flush()

    def admin(self, method, path):
        if self.token() != "test-admin-key":
            return self.fail(401, "invalid_key", "The key is not valid.")
        query = dict(urllib.parse.parse_qsl(path.query))
        status, reply = self.state.admin.reply(
            method, path.path.removeprefix("/admin/"), query, self.body() if method == "POST" else None
        )
        if status >= 400:
            return self.fail(status, *reply)
        return self.reply(status, reply)


def serve(port=0):
    """Starts a stub in a thread of its own and returns its server."""
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    server.state = State()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


if __name__ == "__main__":
    running = serve(int(sys.argv[1]) if len(sys.argv) > 1 else 8421)
    print(f"http://127.0.0.1:{running.server_port}/demo", flush=True)
    threading.Event().wait()
