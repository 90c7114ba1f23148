#!/usr/bin/env python3
"""Measures `kefu batch` with a provider on this machine: how much of a rate limit it uses, its speed without a limit,
its memory and processor time, and its output after repeated kills.

    python3 scripts/bench-batch.py [--rows 10000] [--per-minute 600] [--kills 30]
                                   [paced] [lifted] [direct] [embedded] [killed]

The provider is `kefu-bench batch-server`: completions after 200 ms with real 429 replies, embeddings at once. It counts
its requests. 10,000 rows at 600 a minute take 17 minutes. Nothing is installed or downloaded. The exit code is 1 if a
figure misses its target.
"""
import argparse
import csv
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

SECTIONS = ["paced", "lifted", "direct", "embedded", "killed"]
# Columns that may differ between two runs with equal answers.
VOLATILE = {"seconds", "秒", "用时", "cost"}
NOUNS = "kettle lamp heater camera scanner router speaker monitor charger sensor purifier humidifier scale toaster".split()
VERBS = "reset clean charge pair mount update store return register insure repair calibrate".split()
PLACES = "garden office kitchen cellar caravan workshop classroom hospital theatre library".split()
ZH_NOUNS = "水壶 台灯 取暖器 摄像头 扫描仪 路由器 音箱 显示器 充电器 传感器 净化器 加湿器 体重秤 烤箱".split()
ZH_VERBS = "重置 清洁 充电 配对 安装 升级 存放 退回 登记 投保 维修 校准".split()


def code(number):
    """Returns a unique word for each number, so that no two questions are nearly equal."""
    chance = random.Random(number)
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4)) + f"{number:05}"


def entry(number):
    """Returns a question and its answer for the knowledge base, in English or Chinese."""
    chance, name = random.Random(number * 7 + 1), code(number)
    days = chance.randrange(2, 90)
    if number % 2:
        return (f"{name}型{chance.choice(ZH_NOUNS)}怎么{chance.choice(ZH_VERBS)}？",
                f"{name}型的处理需要{days}天，请先在应用里登记，再按屏幕上的提示操作。")
    return (f"How do I {chance.choice(VERBS)} the {name} {chance.choice(NOUNS)}?",
            f"The {name} takes {days} days. Register it in the app first, then follow what its screen says.")


def asked(number):
    """Returns a question on the same subject whose wording is not in the knowledge base."""
    chance, name = random.Random(number * 13 + 5), code(number)
    if number % 2:
        return f"邻居告诉我{name}放在室外也没有问题，还说处理只要一两天，这种说法对吗，需要多少天？"
    return f"A neighbour keeps the {name} in the {chance.choice(PLACES)} and says it takes a day or two, can that be right?"


class Server:
    """The provider; it runs while the `with` block runs."""

    def __init__(self, bench, *options):
        self.command = [bench, "batch-server", *options]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def counts(self):
        with urllib.request.urlopen(self.address.replace("/v1", "/counts")) as reply:
            return json.load(reply)

    def reset(self):
        urllib.request.urlopen(self.address.replace("/v1", "/reset")).read()


class Run:
    """A complete run of `kefu batch`: seconds, processor seconds, and memory in MB over time."""

    def __init__(self, program, workspace, questions, answers, address, *options):
        environment = dict(os.environ, OPENAI_BASE_URL=address, OPENAI_API_KEY="none", NO_COLOR="1")
        self.memory, start = [], time.perf_counter()
        with open(workspace / "messages.txt", "w") as messages:
            process = subprocess.Popen(
                [program, "batch", str(questions), "--output", str(answers), "--workspace", str(workspace), *options],
                env=environment, stdout=messages, stderr=messages)
            watch = threading.Thread(target=self.watch, args=(process.pid, start), daemon=True)
            watch.start()
            _, status, usage = os.wait4(process.pid, 0)
        self.seconds = time.perf_counter() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        if status != 0:
            print((workspace / "messages.txt").read_text()[-2000:], file=sys.stderr)
            sys.exit(f"kefu batch ended with status {os.waitstatus_to_exitcode(status)}")

    def watch(self, pid, start):
        while True:
            shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
            if not shown:
                return
            self.memory.append((time.perf_counter() - start, int(shown) / 1e3))
            time.sleep(0.25 if len(self.memory) < 400 else 2)

    def growth(self):
        """Returns the memory after the first fifth of the run and in its last tenth, in MB."""
        early = [size for at, size in self.memory if 0.2 * self.seconds <= at <= 0.3 * self.seconds]
        late = [size for at, size in self.memory if at >= 0.9 * self.seconds]
        return (max(early), max(late)) if early and late else (self.peak, self.peak)


def workspace(root, entries, provider="openai", **completion):
    """Creates a workspace with a knowledge base of `entries` pairs and the provider's settings."""
    folder = root / "knowledge-base"
    folder.mkdir(parents=True)
    for start in range(0, entries, 500):
        # A table, because only its answers are given without a model.
        with open(folder / f"{start:06}.csv", "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["question", "answer"])
            writer.writerows(entry(number) for number in range(start, min(start + 500, entries)))
    (root / "prompts").symlink_to(Path(__file__).resolve().parent.with_name("prompts"))
    embedding = "  provider: local\n" if provider == "local" else "  provider: openai\n  model: bench\n  dimensions: 256\n"
    extra = "".join(f"  {name}: {value}\n" for name, value in completion.items())
    (root / "kefu.yaml").write_text(
        f"embedding:\n{embedding}completion:\n  provider: openai\n  model: bench\n{extra}"
        "policy:\n  minimum-confidence: 0\n", encoding="utf-8")
    return root


def refresh(program, root, address):
    environment = dict(os.environ, OPENAI_BASE_URL=address, OPENAI_API_KEY="none")
    subprocess.run([program, "refresh", "--workspace", str(root)], env=environment, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def write(file, questions):
    with open(file, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["number", "question"])
        writer.writerows(enumerate(questions, 1))
    return file


def read(file):
    with open(file, encoding="utf-8-sig", newline="") as rows:
        return list(csv.DictReader(rows))


def stable(rows):
    return [{name: value for name, value in row.items() if name not in VOLATILE} for row in rows]


def decisions(rows):
    kinds = {}
    for row in rows:
        kinds[row.get("decision", "")] = kinds.get(row.get("decision", ""), 0) + 1
    return ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items(), key=lambda pair: -pair[1]))


class Bench:
    def __init__(self, options, root):
        self.options, self.root, self.falls = options, root, []

    def expect(self, holds, words):
        if not holds:
            self.falls.append(words)

    def prepare(self, name, server, entries, questions, **settings):
        root = workspace(self.root / name, entries, **settings)
        refresh(self.options.program, root, server.address)
        server.reset()
        return root, write(root / "questions.csv", questions), root / "answers.csv"

    def check(self, name, run, file, rows, counts):
        answers = read(file)
        lost = rows - len(answers) + sum(1 for number, row in enumerate(answers, 1) if row["number"] != str(number))
        failed = sum(1 for row in answers if row.get("error"))
        early, late = run.growth()
        print(f"{name}: {rows} rows in {run.seconds:.1f} s, {rows / run.seconds:.0f} rows/s; {decisions(answers)}")
        print(f"  lost {lost}, failed {failed}; completions {counts['completions']}, asked twice {counts['repeated']}, "
              f"refused with 429 {counts['refused']}")
        print(f"  memory {early:.0f} MB early, {late:.0f} MB late, {run.peak:.0f} MB at most; "
              f"{run.cpu / rows * 1000:.2f} ms of processor time a row")
        self.expect(lost == 0 and failed == 0, f"{name}: rows were lost or failed")
        self.expect(counts["repeated"] == 0, f"{name}: questions were asked twice")
        # In the first seconds the index and the models are opened.
        self.expect(run.seconds < 60 or late <= early * 1.15 + 10, f"{name}: memory grows")

    def paced(self, limit=None):
        """Measures completions with a rate limit, or without one if `limit` is None."""
        rows = self.options.rows if limit else min(self.options.rows, 10_000)
        name = f"limit of {limit} a minute" if limit else "limit lifted"
        options = ["--per-minute", str(limit or 0), "--latency", str(self.options.latency), "--kind", self.options.kind]
        if self.options.headers:
            options.append("--headers")
        with Server(self.options.bench, *options) as server:
            settings = {"requests-per-minute": limit} if limit and self.options.set else {}
            root, questions, answers = self.prepare(
                "paced" if limit else "lifted", server, min(rows, 1000), map(asked, range(rows)), **settings)
            run = Run(self.options.program, root, questions, answers, server.address)
            counts = server.counts()
            self.check(name, run, answers, rows, counts)
            if limit and counts["seconds"] > 0:
                share = (counts["completions"] - 1) / counts["seconds"] * 60 / limit
                print(f"  {share:.1%} of the limit, {counts['refused'] / max(1, counts['completions']):.2%} refused")
                self.expect(share >= 0.95, f"{name}: {share:.1%} of it was used")
            self.expect(run.cpu / rows <= 0.002, f"{name}: {run.cpu / rows * 1000:.1f} ms of processor time a row")

    def lifted(self):
        self.paced(None)

    def direct(self):
        rows = min(self.options.rows, 10_000)
        with Server(self.options.bench, "--latency", "0") as server:
            root, questions, answers = self.prepare(
                "direct", server, rows, (entry(number)[0] for number in range(rows)))
            run = Run(self.options.program, root, questions, answers, server.address)
            self.check("direct path, instant embeddings", run, answers, rows, server.counts())
            self.expect(rows / run.seconds >= 1000, f"direct path: {rows / run.seconds:.0f} rows/s")
            self.expect(server.counts()["completions"] < rows / 100, "direct path: the model was asked")

    def embedded(self):
        rows = min(self.options.rows, 2_000)
        with Server(self.options.bench, "--latency", "0") as server:
            root, questions, answers = self.prepare(
                "embedded", server, rows, (entry(number)[0] for number in range(rows)), provider="local")
            run = Run(self.options.program, root, questions, answers, server.address)
            self.check("direct path, embedded encoder", run, answers, rows, server.counts())
            rate = self.encoder([entry(number)[0] for number in range(rows)])
            if rate:
                print(f"  the encoder alone: {rate:.0f} texts/s; {rows / run.seconds / rate:.0%} of it")
                self.expect(rows / run.seconds >= 0.8 * rate, "direct path: under 80% of the encoder's own rate")

    def encoder(self, texts):
        """Returns the texts per second of the built-in encoder alone, on the same cores."""
        result = subprocess.run([self.options.bench, "encoder-texts"], input="\n".join(texts), capture_output=True, text=True)
        return json.loads(result.stdout)["textsPerSecond"] if result.returncode == 0 else None

    def killed(self):
        rows, kills = min(self.options.rows, 1_500), self.options.kills
        with Server(self.options.bench, "--latency", str(self.options.latency)) as server:
            root, questions, answers = self.prepare("undisturbed", server, min(rows, 500), map(asked, range(rows)))
            whole = Run(self.options.program, root, questions, answers, server.address)
            expected = stable(read(answers))
            root, questions, answers = self.prepare("killed", server, min(rows, 500), map(asked, range(rows)))
            chance, done = random.Random(self.options.seed), 0
            environment = dict(os.environ, OPENAI_BASE_URL=server.address, OPENAI_API_KEY="none")
            for _ in range(kills):
                with subprocess.Popen(
                        [self.options.program, "batch", str(questions), "--output", str(answers), "--workspace", str(root)],
                        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                    try:
                        # Sometimes before the first row is finished, rarely after the last.
                        process.wait(timeout=chance.uniform(0, 2.2 * whole.seconds / kills + 0.3))
                    except subprocess.TimeoutExpired:
                        process.send_signal(signal.SIGKILL)
                        done += 1
            Run(self.options.program, root, questions, answers, server.address)
            counts = server.counts()
            equal = stable(read(answers)) == expected
            flight = 32
            print(f"killed {done} times of {kills}: output {'equal' if equal else 'DIFFERENT'}; {rows} rows, "
                  f"{counts['prompts']} prompts, {counts['repeated']} asked again, {counts['repeated'] / max(1, done):.1f} a kill "
                  f"(at most {flight} in flight)")
            self.expect(equal, "killed: the output differs from that of an undisturbed run")
            self.expect(counts["repeated"] <= done * flight, "killed: more was asked again than was in flight")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sections", nargs="*", metavar="section", help="the sections to run; all by default")
    options.add_argument("--program", default=".build/release/kefu", help="the built kefu")
    options.add_argument("--bench", default=".build/release/kefu-bench", help="the built kefu-bench")
    options.add_argument("--rows", type=int, default=10_000)
    options.add_argument("--per-minute", type=int, default=600)
    options.add_argument("--latency", type=int, default=200, help="milliseconds of a completion")
    options.add_argument("--kind", default="sliding", choices=["fixed", "sliding", "bucket"], help="how the limit is counted")
    options.add_argument("--headers", action="store_true", help="the provider sends its limit in headers")
    options.add_argument("--set", action="store_true", help="put the limit into the settings; otherwise kefu learns it")
    options.add_argument("--kills", type=int, default=30)
    options.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = options.parse_args()
    sections = options.sections or SECTIONS
    if wrong := [section for section in sections if section not in SECTIONS]:
        sys.exit(f"there is no section {wrong[0]}; there are {', '.join(SECTIONS)}")
    options.program, options.bench = (str(Path(path).resolve()) for path in (options.program, options.bench))
    with tempfile.TemporaryDirectory(prefix="kefu-bench-") as root:
        bench = Bench(options, Path(root))
        for section in sections:
            bench.paced(options.per_minute) if section == "paced" else getattr(bench, section)()
        for fall in bench.falls:
            print(f"target missed: {fall}", file=sys.stderr)
    return 1 if bench.falls else 0


if __name__ == "__main__":
    sys.exit(main())
