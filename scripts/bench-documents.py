#!/usr/bin/env python3
"""Measures how documents are read next to what the programs that wrote them show, and prints one table.

    scripts/bench-documents.py [--bench .build/release/kefu-bench] [--cache .bench/documents] [--only formats,tables,...]
                               [--remarks]

Each file of scripts/bench_documents is one part: its function `rows(bench)` yields (figure, kefu, peer, target). Documents
are made in the cache folder, by LibreOffice and other programs where a part needs them; `kefu-bench read` gives what the
readers of kefu make of them. --remarks lists each difference on stderr. The exit code is 1 if a figure misses its target.
"""
import argparse
import importlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))


class Bench:
    """What the parts share: the program, and a folder for documents."""

    def __init__(self, options):
        self.bench_path, self.root = options.bench.resolve(), Path(__file__).resolve().parent.parent
        self.cache, self.shows_remarks = options.cache.resolve(), options.remarks
        self.cache.mkdir(parents=True, exist_ok=True)

    def read(self, *paths):
        """Returns one object a document: title, lines, blocks, chunks and notes, or the reason why it cannot be read."""
        command = [str(self.bench_path), "read", *map(str, paths)]
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        return [json.loads(line) for line in output.splitlines()]

    def lines(self, path):
        """Returns the lines of the text of a document, each with its line or row in the file."""
        return self.read(path)[0]["lines"]

    def remark(self, text):
        """Tells about a difference, if remarks are wanted."""
        if self.shows_remarks:
            print(text, file=sys.stderr)


def shown(value):
    return f"{value:.3f}" if isinstance(value, float) else "-" if value is None else str(value)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path(".build/release/kefu-bench"))
    parser.add_argument("--cache", type=Path, default=Path(".bench/documents"))
    parser.add_argument("--only", type=lambda words: words.split(","))
    parser.add_argument("--remarks", action="store_true")
    bench = Bench(options := parser.parse_args())
    folder = Path(__file__).resolve().parent / "bench_documents"
    parts = sorted(module.name for module in pkgutil.iter_modules([str(folder)]))
    missed = 0
    print(f"{'figure':<76} {'kefu':>10} {'peer':>10} {'target':>10}")
    for part in parts if options.only is None else options.only:
        for figure, value, peer, target in importlib.import_module(f"bench_documents.{part}").rows(bench):
            good = target is None or value is None or value >= target
            missed += not good
            print(f"{figure:<76} {shown(value):>10} {shown(peer):>10} {shown(target):>10}{'' if good else '  MISSED'}", flush=True)
    print(f"{missed} figures miss their targets" if missed else "all figures reach their targets")
    sys.exit(1 if missed else 0)


main()
