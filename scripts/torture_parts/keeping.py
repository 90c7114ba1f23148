"""Takes backups, restores them, and forgets customers, while the service, refreshes and edits go on."""
import json
import shutil
import threading
import time
import urllib.error
import urllib.request

from torture_parts.concurrency import drain, edit, repeat, stop

CONFIGURATION = """
handover:
  webhook: http://127.0.0.1:9/
"""


def run(torture, seconds):
    folder = torture.workspace("keeping")
    # Nothing listens there, so the events for the team stay in the database.
    with (folder / "kefu.yaml").open("a") as file:
        file.write(CONFIGURATION)
    torture.expect_sentence(torture.run(["refresh"], folder), "first refresh", failing=False)
    end = time.monotonic() + seconds
    service = torture.start(["serve", "--port", "0"], folder)
    address = torture.listening(service)
    if not address:
        torture.find("the service said no address")
        return "nothing"
    workers = [
        threading.Thread(target=drain, args=(torture, service, "serve"), daemon=True),
        threading.Thread(target=edit, args=(torture, folder, end, lambda name: None)),
        threading.Thread(target=repeat, args=(torture, folder, end, lambda name: None, "refreshes", ["refresh"])),
    ]
    for worker in workers:
        worker.start()
    rounds = 0
    while time.monotonic() < end or rounds == 0:
        rounds += 1
        name = f"Quillfeather{rounds}"
        tell(torture, address, name)
        check_backup(torture, folder, name)
        check_forgetting(torture, folder, address, name)
    for worker in workers[1:]:
        worker.join()
    stop(torture, service, "serve")
    torture.check_databases(folder, "at the end")
    return f"{rounds} backups restored, {rounds} customers forgotten"


def tell(torture, address, name):
    """Has a conversation in which a customer says the name, and which becomes an event for the team."""
    session = None
    for words in ["How long may article 3 be returned? I am {}.", "I want to speak to a person. {}", "{}, 转人工"]:
        body = {"messages": [{"role": "user", "content": words.format(name)}]}
        if session:
            body["session_id"] = session
        request = urllib.request.Request(
            f"{address}/v1/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as reply:
                session = json.load(reply).get("kefu", {}).get("session_id")
        except (OSError, ValueError) as error:
            torture.find(f"the service did not answer: {error!r}")


def check_backup(torture, folder, name):
    """Checks that a backup can be taken, holds the conversation, and answers as a whole workspace."""
    archive, restored = torture.folder / "backup.zip", torture.folder / "restored"
    taken = torture.run(["backup", "--force", archive], folder)
    torture.expect_sentence(taken, "a backup of a busy workspace", failing=False)
    if taken.returncode != 0:
        return
    shutil.rmtree(restored, ignore_errors=True)
    restoring = torture.run(["restore", archive, "--workspace", restored], torture.folder)
    torture.expect_sentence(restoring, "a backup of a busy workspace", failing=False)
    torture.check_databases(restored, "a restored backup")
    torture.check_editions(restored, "a restored backup")
    torture.answers(restored)
    found = torture.run(["sessions", "--find", name, "--json"], restored)
    if found.returncode != 0 or len(json.loads(found.stdout or "[]")) != 1:
        torture.find(f"the restored workspace lacks the session of {name}: {found.stdout[:200]!r}")


def check_forgetting(torture, folder, address, name):
    """Checks that a forgotten customer is in no file of kefu, also after the service has answered again."""
    forgotten = torture.run(["forget", "--customer", name, "--yes"], folder)
    torture.expect_sentence(forgotten, "forgetting beside a service", failing=False)
    look_for(torture, folder, name, "forgotten")
    tell(torture, address, "Nobody")
    look_for(torture, folder, name, "forgotten, and another customer has asked,")


def look_for(torture, folder, name, what):
    for path in (folder / ".kefu").rglob("*"):
        try:
            if path.is_file() and name.encode() in path.read_bytes():
                torture.find(f"{name} is {what} but is in {path.relative_to(folder)}")
        except OSError:
            pass  # The file was removed meanwhile.
