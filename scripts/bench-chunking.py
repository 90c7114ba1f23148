#!/usr/bin/env python3
"""Measures megabytes per second from text to chunks: kefu compared with the splitters of LangChain and semchunk, one
thread each, in turns.

    VENV/bin/python scripts/bench-chunking.py --bench .build/release/kefu-bench [--data FOLDER]

VENV is a virtual environment with langchain-text-splitters and semchunk. FOLDER contains evaluation sets with a `kb.md`
each; without it the documents are made from the sample knowledge base. Nothing is installed or downloaded.

The documents are plain text and Markdown, Chinese and English, of 2 kB, 20 kB and 1 MB. kefu counts tokens with its
estimator and reads each document from its bytes (decoding, structure, language, line numbers) before it splits it. The
peers get decoded text and the same budget and overlap. They count in two ways: `len` (characters, with a budget that
gives chunks of the same size) and kefu's estimator in Python. Rates are bytes of UTF-8 per second of processor time,
medians of rounds in turns. The exit code is 1 if a ratio is too small.
"""
import argparse
import itertools
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUDGET, OVERLAP = 256, 38
# The numbers of characters that correspond to BUDGET and OVERLAP tokens in the sample texts.
CHARACTERS = {"zh": (270, 40), "en": (1080, 160)}
SIZES = {"2 kB": 2_000, "20 kB": 20_000, "1 MB": 1_000_000}
TOTAL = 2_000_000

TOKEN = re.compile(
    "([A-Za-z]+)|([0-9]+)|([\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff])|[^ \t\r\n]", re.S
)


def estimate(text):
    """Returns the number of tokens that kefu's estimator gives, reimplemented in Python."""
    twentieths = 0
    for match in TOKEN.finditer(text):
        kind, length = match.lastindex, match.end() - match.start()
        if kind == 1:
            twentieths += 20 if length <= 6 else (length + 3) // 4 * 20
        elif kind == 2:
            twentieths += (length + 2) // 3 * 20
        else:
            twentieths += 21 if kind == 3 else 16
    return -(-twentieths // 20)


def paragraphs(markdown):
    """Returns the plain paragraphs of a Markdown text, without headings, tables, lists and code."""
    parts = re.split(r"\n\s*\n", re.sub(r"```.*?```", "", markdown, flags=re.S))
    return [part.strip() for part in parts if part.strip() and part.strip()[0] not in "#|-*>`"]


def documents(text, size):
    """Returns different documents of about `size` bytes, cut repeatedly from `text` at blank lines."""
    parts = itertools.cycle(part for part in text.split("\n\n") if part.strip())
    made = []
    while sum(map(len, made)) < TOTAL:
        document = []
        while sum(map(len, document)) < size:
            document.append(next(parts).encode() + b"\n\n")
        made.append(b"".join(document))
    return made


def rate(work, size, seconds):
    spent, done, start = 0.0, 0, time.process_time()
    while spent < seconds:
        work()
        done += size
        spent = time.process_time() - start
    return done / spent / 1e6


def peers(language):
    """Returns, by name, functions that split a text into chunks."""
    import semchunk
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    size, overlap = CHARACTERS[language]

    def langchain(counter, size, overlap):
        splitter = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=overlap, length_function=counter)
        return splitter.split_text

    def sem(counter, size, overlap):
        chunker = semchunk.chunkerify(counter, size, memoize=False)
        return lambda text: chunker(text, overlap=overlap)

    return {
        "LangChain, len": langchain(len, size, overlap),
        "LangChain, tokens": langchain(estimate, BUDGET, OVERLAP),
        "semchunk, len": sem(len, size, overlap),
        "semchunk, tokens": sem(estimate, BUDGET, OVERLAP),
    }


def ours(bench, folder, seconds):
    command = [bench, "chunking", "--json", "--rounds", "1", "--seconds", str(seconds), folder]
    command += ["--budget", str(BUDGET), "--overlap", str(OVERLAP)]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def texts(data):
    """Returns the Markdown of each language."""
    root = Path(__file__).parent.with_name("knowledge-base")
    found = {}
    for language in ("zh", "en"):
        file = data / f"{language}-debianfaq" / "kb.md" if data else None
        files = [file] if file and file.exists() else sorted((root / language).rglob("*.md"))
        found[language] = "\n\n".join(file.read_text(encoding="utf-8") for file in files)
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bench", default=".build/release/kefu-bench", help="the built kefu-bench")
    options.add_argument("--data", type=Path, help="folder of evaluation sets")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=float, default=0.3, help="the least processor time of a measurement")
    options.add_argument("--least", type=float, nargs=2, default=(0, 0), metavar=("LANGCHAIN", "SEMCHUNK"),
                         help="the least ratios to the peers that count with len; below them the run fails")
    options = options.parse_args()

    names = list(peers("zh"))
    print(f"MB/s, medians of {options.rounds} rounds; in brackets how many times as fast kefu reads and chunks")
    print(f"{'documents':22} {'read+chunk':>10} {'chunk':>6}  " + "  ".join(f"{name:>18}" for name in names))
    worst = {"LangChain, len": float("inf"), "semchunk, len": float("inf")}
    for language, markdown in texts(options.data).items():
        for form, text in {"txt": "\n\n".join(paragraphs(markdown)), "md": markdown}.items():
            for label, size in SIZES.items():
                made = documents(text, size)
                total = sum(map(len, made))
                decoded = [document.decode() for document in made]
                rates = {name: [] for name in ["read+chunk", "chunk", *names]}
                with tempfile.TemporaryDirectory() as folder:
                    for number, document in enumerate(made):
                        Path(folder, f"{number:06}.{form}").write_bytes(document)
                    for _ in range(options.rounds):
                        figures = ours(options.bench, folder, options.seconds)
                        rates["read+chunk"].append(figures["readAndChunk"])
                        rates["chunk"].append(figures["chunk"])
                        for name, split in peers(language).items():
                            few = decoded if "len" in name else decoded[: max(1, len(decoded) // 8)]
                            bytes = sum(len(text.encode()) for text in few)
                            rates[name].append(rate(lambda: [split(text) for text in few], bytes, options.seconds))
                median = {name: statistics.median(values) for name, values in rates.items()}
                ratios = {name: median["read+chunk"] / median[name] for name in names}
                worst = {name: min(least, ratios[name]) for name, least in worst.items()}
                print(f"{language + ' ' + form + ', ' + label:22} {median['read+chunk']:10.1f} {median['chunk']:6.0f}  "
                      + "  ".join(f"{median[name]:9.2f} ({ratios[name]:5.1f}x)" for name in names), flush=True)
    print("least: " + ", ".join(f"{ratio:.1f} times {name}" for name, ratio in worst.items()))
    return 0 if all(ratio >= least for ratio, least in zip(worst.values(), options.least)) else 1


if __name__ == "__main__":
    sys.exit(main())
