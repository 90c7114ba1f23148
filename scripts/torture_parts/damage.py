"""Damages databases and derived files, and looks whether kefu says so, repairs what it can, and never crashes."""
import shutil
import sqlite3
import time

COMMANDS = [["search", "article 7", "--json"], ["ask", "How long may article 7 be returned?"], ["status"], ["refresh"],
            ["sessions"]]


def run(torture, seconds):
    end = time.monotonic() + seconds
    whole = torture.workspace("whole", questions=10)
    torture.expect_sentence(torture.run(["refresh"], whole), "first refresh", failing=False)
    torture.run(["ask", "How long may article 7 be returned?"], whole)
    expected = torture.answers(whole)
    folder = torture.folder / "damaged"
    rounds = {"derived files": 0, "databases": 0}
    while time.monotonic() < end or not all(rounds.values()):
        derived = rounds["derived files"] <= rounds["databases"]
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole, folder)
        files = [
            path for path in sorted((folder / ".kefu").rglob("*"))
            if path.is_file() and path.stat().st_size and (path.suffix != ".sqlite") == derived
        ]
        if not files:
            rounds["derived files" if derived else "databases"] += 1
            continue
        path = torture.random.choice(files)
        kind = torture.random.choice([flip, cut, zero, empty, remove] if derived else [flip, cut, zero, newer])
        kind(torture, path)
        what = f"{kind.__name__} {path.relative_to(folder)}"
        for command in COMMANDS:
            torture.expect_sentence(torture.run(command, folder, seconds=60), what)
        # A derived file is made again, so the answers are the same.
        if derived and not path.name.endswith(("-wal", "-shm", "history")) and torture.answers(folder) != expected:
            torture.find(f"{what}: the answers differ")
        rounds["derived files" if derived else "databases"] += 1
    return ", ".join(f"{count} damaged {name}" for name, count in rounds.items())


def flip(torture, path):
    """Changes one byte in each of several places."""
    data = bytearray(path.read_bytes())
    for _ in range(max(1, len(data) // 4096)):
        data[torture.random.randrange(len(data))] ^= 1 << torture.random.randrange(8)
    path.write_bytes(data)


def cut(torture, path):
    data = path.read_bytes()
    path.write_bytes(data[: torture.random.randrange(len(data))])


def zero(torture, path):
    """Overwrites a page, as a bad sector does."""
    data = bytearray(path.read_bytes())
    start = torture.random.randrange(len(data)) // 4096 * 4096
    data[start : start + 4096] = bytes(len(data[start : start + 4096]))
    path.write_bytes(data)


def empty(torture, path):
    path.write_bytes(b"")


def remove(torture, path):
    path.unlink()


def newer(torture, path):
    """Makes a database one of a later version of kefu."""
    with sqlite3.connect(path) as database:
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "grdb_migrations" in tables:
            database.execute("INSERT INTO grdb_migrations VALUES ('a step of a later version')")
