#!/usr/bin/env python3
"""Measures recall@5 for misspelt questions, with and without the correction of spelling.

    scripts/bench-spelling.py --data FOLDER [--kefu .build/release/kefu] [--half tune|held]

FOLDER contains the sets that are named below; missing ones are skipped. scripts/disturb.py writes the misspelt
questions, half of them for tuning; the default is the other half. The exit code is 1 if a kind loses more than its
limit against the questions as they are.
"""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

SETS = {
    "zh": ["zh-debianfaq", "zh-xquad"],
    "en": ["en-debianfaq", "en-xquad"],
}
# By language: each kind with the recall that it may lose.
KINDS = {
    "zh": {"homophone1": 0.05, "homophone2": 0.05, "pinyin-word": 0.05, "pinyin-all": 0.15, "blanks": 0.05, "traditional": 0.05},
    "en": {"typos-third": 0.05, "typos-all": 0.15, "no-blanks": 0.05},
}


def recall(kefu, folder, queries, corrects):
    command = [
        kefu, "evaluate", "--json", "--set", "completion.provider=none",
        "--set", f"retrieval.correct-spelling={'true' if corrects else 'false'}",
        str(folder), "--queries", str(queries),
    ]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout)[0]["metrics"]["recall@5"]["mean"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kefu", default=".build/release/kefu")
    parser.add_argument("--half", choices=["tune", "held"], default="held")
    arguments = parser.parse_args()
    misses = []
    print(f"{'':32}  as written  corrected  undisturbed")
    for language, sets in SETS.items():
        for name in sets:
            folder = arguments.data / name
            if not folder.is_dir():
                continue
            with tempfile.TemporaryDirectory() as scratch:
                disturb = Path(__file__).with_name("disturb.py")
                subprocess.run([sys.executable, disturb, folder, scratch], check=True)
                files = {kind: Path(scratch) / f"{kind}-{arguments.half}" for kind in ["plain", *KINDS[language]]}
                plain = recall(arguments.kefu, folder, files["plain"], corrects=False)
                for kind, limit in {"plain": 0.003, **KINDS[language]}.items():
                    written, corrected = (recall(arguments.kefu, folder, files[kind], on) for on in (False, True))
                    print(f"{name + ' ' + kind:32}  {written:10.3f}  {corrected:9.3f}  {plain:11.3f}", flush=True)
                    if corrected < plain - limit:
                        misses.append(f"{name} {kind}: {corrected:.3f} after {plain:.3f}")
    print("\n".join(["", *misses] if misses else []))
    return 1 if misses else 0


sys.exit(main())
