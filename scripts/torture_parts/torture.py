"""The program under torture: its workspaces, its runs, and the checks after each."""
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
from pathlib import Path

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")

# README, "Exit codes". A killed program has a negative code.
EXIT_CODES = {0, 1, 3, 4, 5, 6, 7, 8, 64, 130}
KEY = "sk-torture-4f1d2c7b9a"
# Words that an error must never show: those of a crash, and of a lock that another process holds.
FORBIDDEN = ["Fatal error", "Segmentation fault", "Stack dump", "database is locked", "SQLite error", KEY]


class Torture:
    def __init__(self, program, root, folder, service, random):
        self.program, self.root, self.folder, self.service, self.random = program, root, folder, service, random
        self.findings = []
        folder.mkdir(parents=True)
        self.commands = self.run(["--help"], folder).stdout

    def find(self, finding):
        self.findings.append(finding)

    def offers(self, command):
        """Returns whether kefu has a command, which may come in a later version."""
        return f"\n  {command} " in self.commands

    # Workspaces

    def workspace(self, name, documents=60, questions=200):
        """Makes a workspace with numbered documents and returns its folder."""
        folder = self.folder / name
        (folder / "knowledge-base").mkdir(parents=True)
        shutil.copytree(self.root / "prompts", folder / "prompts")
        (folder / "kefu.yaml").write_text("embedding:\n  batch-size: 8\ncompletion:\n  provider: none\n")
        for number in range(documents):
            self.write(folder, number, 0)
        rows = "".join(f"{number},How long may article {number} be returned?\n" for number in range(questions))
        (folder / "questions.csv").write_text("id,question\n" + rows)
        return folder

    def write(self, folder, number, edition):
        """Writes one edition of a document: its title and each of its passages name the edition."""
        parts = "".join(
            f"## Part {part} of article {number}\n\nArticle {number} may be returned within {number + 7} days, part {part}, "
            f"edition-{edition}-of-{number}. 第 {number} 号商品 {number + 7} 天内可退。\n\n"
            for part in range(4)
        )
        path = folder / f"knowledge-base/d{number}.md"
        part = path.with_suffix(".part")
        part.write_text(f"# Article {number}\n\n{parts}", encoding="utf-8")
        part.rename(path)

    # Runs

    def environment(self, **more):
        kept = {name: os.environ[name] for name in ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"] if name in os.environ}
        service = {"OPENAI_BASE_URL": self.service.address, "OPENAI_API_KEY": KEY, "KEFU_NETWORK_ATTEMPTS": "2"}
        return kept | service | more

    def start(self, arguments, folder, prepare=None, wrapper=(), **environment):
        return subprocess.Popen(
            [*wrapper, str(self.program), *map(str, arguments)],
            cwd=folder,
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=prepare,
            start_new_session=True,
            text=True,
            errors="replace",
        )

    def run(self, arguments, folder, seconds=300, prepare=None, wrapper=(), **environment):
        """Runs kefu to its end. Running longer than `seconds` is a finding."""
        process = self.start(arguments, folder, prepare, wrapper, **environment)
        try:
            out, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, errors = process.communicate()
            self.find(f"kefu {arguments[0]} did not end within {seconds} s in {folder.name}")
        return subprocess.CompletedProcess(arguments, process.returncode, out, errors)

    def expect_sentence(self, run, what, failing=None):
        """Checks that a run ended with a code of README, and that an error is a sentence without secrets.

        `failing` says whether it must fail (True) or succeed (False); None allows both."""
        name = f"{what}: kefu {' '.join(map(str, run.args[:2]))}"
        if run.returncode not in EXIT_CODES:
            self.find(f"{name} ended with code {run.returncode}: {run.stderr[-200:]!r}")
        elif failing is True and run.returncode == 0:
            self.find(f"{name} succeeded")
        elif failing is False and run.returncode != 0:
            self.find(f"{name} failed with code {run.returncode}: {run.stderr[-200:]!r}")
        elif run.returncode not in (0, 130) and not run.stderr.strip():
            self.find(f"{name} failed without a word")
        for word in FORBIDDEN:
            if word in run.stderr or word in run.stdout:
                self.find(f"{name} shows {word!r}")

    @staticmethod
    def listening(process):
        """Returns the address that a starting `kefu serve` prints; None if it ends before."""
        for line in process.stderr:
            if found := ADDRESS.search(line):
                return found[0]
        return None

    # Checks

    def check_databases(self, folder, what):
        """Checks that every database of a workspace is whole."""
        for path in sorted(Path(folder).glob(".kefu/**/*.sqlite")):
            try:
                with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30) as database:
                    rows = [row[0] for row in database.execute("PRAGMA integrity_check")]
                    broken = list(database.execute("PRAGMA foreign_key_check"))
                if rows != ["ok"] or broken:
                    self.find(f"{what}: {path.name} is damaged: {rows[:3]} {broken[:3]}")
            except sqlite3.DatabaseError as error:
                self.find(f"{what}: {path.name} cannot be read: {error}")

    def contents(self, folder):
        """Returns what a reader of the index sees, one line a chunk."""
        with sqlite3.connect(f"file:{folder}/.kefu/knowledge.sqlite?mode=ro", uri=True, timeout=30) as database:
            return list(
                database.execute(
                    "SELECT d.path, d.contentHash, c.ordinal, c.text, c.headingPath, hex(e.vector) FROM generations g "
                    "JOIN documents d ON d.generationID = g.id JOIN chunks c ON c.documentID = d.id "
                    "JOIN embeddings e ON e.id = c.embeddingID WHERE g.state = 'current' ORDER BY d.path, c.ordinal"
                )
            )

    def check_editions(self, folder, what):
        """Checks that no document is half of one edition and half of another. Returns the number of documents."""
        editions, counts = {}, {}
        for path, _, _, text, _, _ in self.contents(folder):
            found = {word for word in text.replace(".", " ").split() if word.startswith("edition-")}
            editions.setdefault(path, set()).update(found)
            counts[path] = counts.get(path, 0) + 1
        for path, found in editions.items():
            if len(found) > 1:
                self.find(f"{what}: {path} is of {len(found)} editions")
        if len(set(counts.values())) > 1:
            self.find(f"{what}: documents have {sorted(set(counts.values()))} chunks")
        return len(editions)

    def answers(self, folder, questions=("How long may article 7 be returned?", "第 12 号商品几天内可退？")):
        """Returns the passages that questions find, without scores."""
        found = []
        for question in questions:
            run = self.run(["search", question, "--json"], folder)
            self.expect_sentence(run, "search", failing=False)
            try:
                found.append(json.dumps([[hit.get("path"), hit.get("text")] for hit in json.loads(run.stdout)["hits"]]))
            except (ValueError, KeyError, TypeError):
                found.append(run.stdout)
        return found
