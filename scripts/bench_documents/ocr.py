#!/usr/bin/env python3
"""Prints pages of the sample knowledge base as pictures of 200 dpi, and counts the characters that kefu reads right.

    scripts/bench_documents/ocr.py [--kefu ".build/release/kefu chunks --json"] [--pages 20] [--keep FOLDER]

Half of the pages are Chinese, half English. The text that the page was made from is the truth; white space does not
count. Needs chromium, pandoc, poppler-utils and tesseract.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FONTS = {"zh": ["Noto Sans CJK SC", "Noto Serif CJK SC"], "en": ["DejaVu Sans", "DejaVu Serif", "Liberation Sans"]}


def letters(text):
    return re.sub(r"[\s|#*•·\-]+", "", text)


def once(passages, truth):
    """Returns the passages without the lines that kefu repeats on each: headings, the header of a
    table, the line above a list."""
    seen, kept = set(), []
    lines = []
    for passage in passages:
        heading, text = passage.split("\n", 1)
        # The title of the file is not on the page.
        lines += [part for part in heading.split(" › ") if letters(part) in letters(truth)] + text.split("\n")
    for line in lines:
        if line in seen and truth.count(line.strip("| ").split(" | ")[0]) < 2:
            continue
        seen.add(line)
        kept.append(line)
    return "\n".join(kept)


def distance(a, b):
    """Returns the number of characters to insert, remove or replace (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


def pages(language, count, folder):
    """Writes pages as PDF and PNG; returns the pairs of picture and true text."""
    root = Path(__file__).resolve().parents[2] / "knowledge-base" / language
    made = []
    for number, path in enumerate(sorted(root.rglob("*.md"))):
        if len(made) == count:
            break
        text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.S)
        body = subprocess.run(["pandoc", "-f", "markdown-auto_identifiers", "-t", "html"], input=text, capture_output=True, text=True, check=True).stdout
        font = FONTS[language][number % len(FONTS[language])]
        page = folder / f"{language}-{path.stem}.html"
        page.write_text(f'<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><style>body {{ font: 11pt "{font}"; }}'
                        f" td, th {{ padding: 3pt 8pt; text-align: left }}</style>{body}", encoding="utf-8")
        pdf = page.with_suffix(".pdf")
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={pdf}",
                        page.as_uri()], check=True, capture_output=True, timeout=120)
        subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", "-f", "1", "-l", "1", "-singlefile", str(pdf), str(page.with_suffix(""))], check=True)
        truth = subprocess.run(["pdftotext", "-raw", "-f", "1", "-l", "1", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
        made.append((page.with_suffix(".png"), truth))
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kefu", default=".build/release/kefu chunks --json")
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    folder = arguments.keep or Path(tempfile.mkdtemp(prefix="kefu-ocr-"))
    folder.mkdir(parents=True, exist_ok=True)
    for language in ("en", "zh"):
        pairs = pages(language, arguments.pages // 2, folder.resolve())
        start = time.monotonic()
        run = subprocess.run(arguments.kefu.split() + [str(picture) for picture, _ in pairs], capture_output=True, text=True)
        seconds = time.monotonic() - start
        texts = {}
        for document in json.loads(run.stdout or "[]"):
            texts[Path(document["file"]).stem] = [c if isinstance(c, str) else c["heading"] + "\n" + c["text"] for c in document["chunks"]]
        wrong = total = 0
        for picture, truth in pairs:
            faults = distance(letters(truth), letters(once(texts.get(picture.stem, []), truth)))
            wrong, total = wrong + min(faults, len(letters(truth))), total + len(letters(truth))
            print(f"  {picture.stem}: {faults} of {len(letters(truth))} wrong", file=sys.stderr)
        print(f"ocr {language}: {1 - wrong / max(total, 1):.2%} of {total} characters on {len(pairs)} pages, {seconds / max(len(pairs), 1):.1f} s a page")


if __name__ == "__main__":
    main()
