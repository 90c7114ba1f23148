#!/usr/bin/env python3
"""Measures the analyses of kefu next to scikit-learn, umap-learn and hdbscan on the same vectors, and prints one table.

    scripts/bench-insight.py --data FOLDER [--kefu .build/release/kefu] [--bench .build/release/kefu-bench]
                             [--cache .bench/insight] [--only groups,classify,...]

Each file of scripts/bench_insight is one part: its function `rows(bench)` yields (figure, kefu, peer, target). A figure
of kefu comes from the real program, run on a file in a workspace of its own; a peer gets the vectors of `kefu embed`.
Both are scored by the same code, on one thread. The exit code is 1 if a figure misses its target.
"""
import argparse
import importlib
import json
import os
import pkgutil
import random
import subprocess
import sys
from pathlib import Path

ONE_THREAD = {name: "1" for name in ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"]}
os.environ.update(ONE_THREAD)

import numpy as np  # after the number of threads is set

sys.path.insert(0, str(Path(__file__).resolve().parent))


MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[2:], stdout=open(sys.argv[1], "w"), check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


class Bench:
    """What the parts share: the program, the data, and vectors that are computed once."""

    def __init__(self, options):
        self.kefu_path, self.bench_path = options.kefu.resolve(), options.bench.resolve()
        self.data, self.root = options.data.resolve(), Path(__file__).resolve().parent.parent
        self.cache = options.cache.resolve()
        self.workspace = self.cache / "workspace"
        self.workspace.mkdir(parents=True, exist_ok=True)
        (self.workspace / "kefu.yaml").touch()

    def kefu(self, arguments):
        """Runs kefu in the workspace of the benchmark and returns what it prints, parsed as JSON."""
        return json.loads(self.run(arguments).stdout)

    def run(self, arguments, path=None, check=True):
        command = [str(path or self.kefu_path), *map(str, arguments)]
        return subprocess.run(command, cwd=self.workspace, check=check, stdout=subprocess.PIPE, text=True)

    def kefu_bench(self, arguments):
        """Runs kefu-bench and returns what it prints, parsed as JSON."""
        return json.loads(self.run(arguments, self.bench_path).stdout)

    def measure(self, arguments):
        """Runs kefu and returns (seconds of processor time, peak memory in MB, parsed JSON)."""
        output = self.cache / "measured.json"
        # Linux counts the memory of the parent at the start of a child, so that the parent must be a small process.
        used = self.run(["-S", "-c", MEASURED, output, self.kefu_path, *arguments], sys.executable).stdout
        seconds, kilobytes = map(float, used.split())
        return seconds, kilobytes / 1024, json.loads(output.read_text())

    def texts(self, name, texts, **columns):
        """Writes texts with further columns as JSON Lines and returns the path of the file."""
        path = self.cache / f"{name}.jsonl"
        with open(path, "w") as file:
            for number, text in enumerate(texts):
                row = {"text": text, **{column: values[number] for column, values in columns.items()}}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return path

    def hundred_thousand(self):
        """Returns 100,000 different questions: two questions of banking77 one after the other."""
        texts = [row["text"] for row in self.tsv("en-banking77/train.tsv")]
        generator, made = random.Random(1), set()
        while len(made) < 100_000:
            made.add(" ".join(generator.sample(texts, 2)))
        return sorted(made)

    def vectors(self, texts, role="query"):
        """Returns the vectors of `kefu embed`, one row a text."""
        output = self.cache / "vectors.npy"
        path = self.texts("vectors", texts)
        self.run(["embed", path, "--column", "text", "--role", role, "--output", output, "--overwrite"])
        return np.load(output)

    def tsv(self, name):
        """Returns the rows of a TSV file of the data folder as dictionaries."""
        lines = [line.rstrip("\n").split("\t") for line in open(self.data / name, encoding="utf-8")]
        return [dict(zip(lines[0], line)) for line in lines[1:]]

    def jsonl(self, name):
        """Returns the objects of a JSON Lines file of the data folder."""
        return [json.loads(line) for line in open(self.data / name, encoding="utf-8")]


def shown(value):
    return f"{value:.3f}" if isinstance(value, float) else "-" if value is None else str(value)


def meets(value, target):
    """Returns whether a figure reaches its target: a number is a lower bound, `<= x` an upper bound."""
    if target is None or value is None:
        return True
    if isinstance(target, str):
        return value <= float(target.removeprefix("<=").strip())
    return value >= target


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kefu", type=Path, default=Path(".build/release/kefu"))
    parser.add_argument("--bench", type=Path, default=Path(".build/release/kefu-bench"))
    parser.add_argument("--cache", type=Path, default=Path(".bench/insight"))
    parser.add_argument("--only", type=lambda words: words.split(","))
    bench = Bench(options := parser.parse_args())
    folder = Path(__file__).resolve().parent / "bench_insight"
    parts = sorted(module.name for module in pkgutil.iter_modules([str(folder)]))
    missed = 0
    print(f"{'figure':<64} {'kefu':>10} {'peer':>10} {'target':>10}")
    for part in parts if options.only is None else options.only:
        for figure, value, peer, target in importlib.import_module(f"bench_insight.{part}").rows(bench):
            good = meets(value, target)
            missed += not good
            print(f"{figure:<64} {shown(value):>10} {shown(peer):>10} {shown(target):>10}{'' if good else '  MISSED'}", flush=True)
    print(f"{missed} figures miss their targets" if missed else "all figures reach their targets")
    sys.exit(1 if missed else 0)


main()
