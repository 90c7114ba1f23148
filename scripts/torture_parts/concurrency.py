"""Lets refresh, watch, chats, a batch and the service with 50 clients work on one workspace at the same time."""
import json
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request

CLIENTS = 50


def run(torture, seconds):
    folder = torture.workspace("concurrency")
    torture.expect_sentence(torture.run(["refresh"], folder), "first refresh", failing=False)
    end = time.monotonic() + seconds
    counts = {"refreshes": 0, "batches": 0, "chat turns": 0, "answers": 0, "edits": 0}
    lock = threading.Lock()

    def count(name):
        with lock:
            counts[name] += 1

    service = torture.start(["serve", "--port", "0"], folder)
    address = torture.listening(service)
    watch = torture.start(["refresh", "--watch"], folder)
    drains = [threading.Thread(target=drain, args=(torture, process, name), daemon=True)
              for process, name in [(service, "serve"), (watch, "refresh --watch")]]
    workers = [
        threading.Thread(target=edit, args=(torture, folder, end, count)),
        threading.Thread(target=repeat, args=(torture, folder, end, count, "refreshes", ["refresh"])),
        threading.Thread(
            target=repeat, args=(torture, folder, end, count, "batches",
                                 ["batch", "questions.csv", "--output", "answers.csv", "--fresh"])
        ),
        *[threading.Thread(target=chat, args=(torture, folder, end, count)) for _ in range(2)],
    ]
    if address:
        workers += [threading.Thread(target=ask, args=(torture, address, end, count, n)) for n in range(CLIENTS)]
    else:
        torture.find("the service said no address")
    for thread in drains + workers:
        thread.start()
    for thread in workers:
        thread.join()
    for process, name in [(service, "serve"), (watch, "refresh --watch")]:
        stop(torture, process, name)
    torture.expect_sentence(torture.run(["refresh"], folder), "last refresh", failing=False)
    torture.check_databases(folder, "at the end")
    if torture.check_editions(folder, "at the end") != 60:
        torture.find("documents are missing at the end")
    return ", ".join(f"{value} {name}" for name, value in counts.items()) + f", {CLIENTS} clients"


def drain(torture, process, name):
    """Reads what a long-running program says, and looks for words that no user may see."""
    for line in process.stderr:
        for word in ["locked", "SQLite", "Fatal error", "busy"]:
            if word in line:
                torture.find(f"{name} says {line.strip()[:200]!r}")


def stop(torture, process, name):
    """Ends a program with SIGTERM, which it obeys within seconds."""
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        torture.find(f"{name} did not end within 15 s of SIGTERM")
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def edit(torture, folder, end, count):
    edition = 1
    while time.monotonic() < end:
        torture.write(folder, torture.random.randrange(60), edition)
        edition += 1
        count("edits")
        time.sleep(0.2)


def repeat(torture, folder, end, count, name, arguments):
    while time.monotonic() < end:
        run = torture.run(arguments, folder)
        # Another refresh may be at work; kefu then says so.
        torture.expect_sentence(run, "at the same time", failing=None if arguments == ["refresh"] else False)
        if run.returncode == 0:
            count(name)
        else:
            time.sleep(0.5)


def chat(torture, folder, end, count):
    while time.monotonic() < end:
        run = torture.run(["ask", "How long may article 5 be returned?"], folder)
        torture.expect_sentence(run, "at the same time", failing=False)
        if "edition" in run.stdout:
            check_editions(torture, run.stdout)
        count("chat turns")


def ask(torture, address, end, count, number):
    question = {"messages": [{"role": "user", "content": f"How long may article {number} be returned?"}]}
    body = json.dumps(question).encode()
    while time.monotonic() < end:
        request = urllib.request.Request(f"{address}/v1/chat/completions", body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=120) as reply:
                answer = json.load(reply)["choices"][0]["message"]["content"]
            check_editions(torture, answer)
            count("answers")
        except urllib.error.HTTPError as error:
            # A full queue is told as such, with the time to wait.
            if error.code not in (429, 503) or not error.headers.get("Retry-After"):
                torture.find(f"the service answered {error.code}: {error.read()[:200]!r}")
            time.sleep(1)
        except (OSError, ValueError, KeyError) as error:
            torture.find(f"the service gave no answer: {error!r}")
            time.sleep(1)


def check_editions(torture, answer):
    """Checks that one answer does not quote a document in two editions."""
    editions = {}
    for word in answer.replace(".", " ").replace(",", " ").split():
        if word.startswith("edition-"):
            edition, _, number = word.removeprefix("edition-").partition("-of-")
            editions.setdefault(number, set()).add(edition)
    for number, found in editions.items():
        if len(found) > 1:
            torture.find(f"an answer quotes document {number} in the editions {sorted(found)}")
