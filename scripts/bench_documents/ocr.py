"""Prints pages of the sample knowledge base as pictures of 200 dpi, and counts the characters that kefu reads right.

Half of the pages are Chinese, half English. The text that the page was made from is the truth; white space does not
count. Needs chromium, pandoc, poppler-utils and tesseract.
"""

import re
import subprocess
from pathlib import Path

FONTS = {"zh": ["Noto Sans CJK SC", "Noto Serif CJK SC"], "en": ["DejaVu Sans", "DejaVu Serif", "Liberation Sans"]}


def letters(text):
    return re.sub(r"[\s|#*•·\-]+", "", text)


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


def rows(bench):
    """Yields the share of characters that are read right in each language."""
    folder = bench.cache / "ocr"
    folder.mkdir(exist_ok=True)
    for language, target in (("en", 0.97), ("zh", 0.93)):
        pairs = pages(language, 10, folder)
        wrong = total = 0
        for (picture, truth), document in zip(pairs, bench.read(*[picture for picture, _ in pairs])):
            faults = distance(letters(truth), letters("\n".join(line["text"] for line in document["lines"])))
            wrong, total = wrong + min(faults, len(letters(truth))), total + len(letters(truth))
            bench.remark(f"{picture.stem}: {faults} of {len(letters(truth))} wrong")
        yield f"OCR, {language}, ten pages of 200 dpi: characters right, of {total}", 1 - wrong / max(total, 1), None, target
