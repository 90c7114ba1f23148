"""Kills refresh, batch, service and backup at random moments, and checks what is left each time."""
import csv
import json
import os
import signal
import time
import urllib.error
import urllib.request


def run(torture, seconds):
    end = time.monotonic() + seconds
    folder = torture.workspace("kills")
    start = time.monotonic()
    torture.expect_sentence(torture.run(["refresh"], folder), "first refresh", failing=False)
    usual = time.monotonic() - start
    kinds = [kill_refresh, kill_batch, kill_service] + ([kill_backup] if torture.offers("backup") else [])
    counts, edition, torture.kills = {}, 0, 0
    while time.monotonic() < end:
        edition += 1
        kind = kinds[edition % len(kinds)]
        kind(torture, folder, edition, usual)
        counts[kind.__name__.removeprefix("kill_")] = counts.get(kind.__name__.removeprefix("kill_"), 0) + 1
        torture.check_databases(folder, f"after kill {edition}")
        torture.check_editions(folder, f"after kill {edition}")
    finish(torture, folder)
    rounds = ", ".join(f"{count} {name}" for name, count in counts.items())
    return f"{torture.kills} kills ({rounds}; a batch is killed twice), a refresh takes {usual:.1f} s"


def kill(torture, process, most):
    """Kills a process and all that it started after a random part of `most` seconds."""
    torture.kills += 1
    try:
        process.wait(timeout=torture.random.uniform(0, most))
    except Exception:
        pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.communicate()


def kill_refresh(torture, folder, edition, usual):
    for number in torture.random.sample(range(60), 15):
        torture.write(folder, number, edition)
    kill(torture, torture.start(["refresh"], folder), usual)


def kill_batch(torture, folder, edition, usual):
    """Kills a batch twice: the answers that the first one finished are known to the second one and after it."""
    known = 0
    for attempt in range(2):
        kill(torture, torture.start(["batch", "questions.csv", "--output", "answers.csv"], folder), usual * 2)
        plan = torture.run(["batch", "questions.csv", "--output", "answers.csv", "--dry-run", "--json"], folder)
        torture.expect_sentence(plan, f"after kill {edition}", failing=False)
        before, known = known, json.loads(plan.stdout or "{}").get("known", 0)
        if known < before:
            torture.find(f"kill {edition}: of {before} finished answers {known} are left")


def kill_service(torture, folder, edition, usual):
    process = torture.start(["serve", "--port", "0"], folder)
    address = torture.listening(process)
    if address:
        body = b'{"messages": [{"role": "user", "content": "How long may article 3 be returned?"}]}'
        request = urllib.request.Request(
            f"{address}/v1/chat/completions", body, {"Content-Type": "application/json"}
        )
        for _ in range(torture.random.randint(1, 5)):
            try:
                with urllib.request.urlopen(request, timeout=30) as reply:
                    reply.read()
            except urllib.error.HTTPError as error:
                torture.find(f"kill {edition}: the service answered {error.code}")
            except OSError as error:
                torture.find(f"kill {edition}: the service did not answer: {error}")
    else:
        torture.find(f"kill {edition}: the service said no address")
    kill(torture, process, 0.2)


def kill_backup(torture, folder, edition, usual):
    """Kills a backup: its file is there and whole, or it is not there, and nothing else is left beside it."""
    target = torture.folder / "backups" / "backup.zip"
    target.parent.mkdir(exist_ok=True)
    kill(torture, torture.start(["backup", "--force", target], folder), usual)
    left = [path.name for path in target.parent.iterdir()]
    if left and left != [target.name]:
        torture.find(f"kill {edition}: beside the backup is {left}")
    if left:
        check = torture.run(["restore", "--check", target], torture.folder)
        torture.expect_sentence(check, f"the backup before kill {edition}", failing=False)


def finished(path):
    """Returns the number of answered rows of a table of answers; 0 if there is none."""
    if not path.exists():
        return 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def finish(torture, folder):
    """Lets everything end undisturbed, and compares with a workspace that never was disturbed."""
    torture.expect_sentence(torture.run(["refresh"], folder), "last refresh", failing=False)
    batch = torture.run(["batch", "questions.csv", "--output", "answers.csv"], folder)
    torture.expect_sentence(batch, "last batch", failing=False)
    if finished(folder / "answers.csv") != 200:
        torture.find(f"the last batch answered {finished(folder / 'answers.csv')} of 200 rows")
    fresh = torture.workspace("undisturbed")
    for path in (folder / "knowledge-base").glob("*.md"):
        (fresh / "knowledge-base" / path.name).write_bytes(path.read_bytes())
    torture.expect_sentence(torture.run(["refresh"], fresh), "undisturbed refresh", failing=False)
    if torture.contents(fresh) != torture.contents(folder):
        torture.find("the index differs from that of an undisturbed refresh")
    if torture.answers(fresh) != torture.answers(folder):
        torture.find("the answers differ from those of an undisturbed workspace")
    torture.check_databases(folder, "at the end")
