#!/usr/bin/env python3
"""Writes the table of Chinese readings: each syllable without its tone, and the characters that are read so.

    bzcat /usr/share/unicode/Unihan_Readings.txt.bz2 | scripts/pinyin-table.py > Sources/Lexicon/Spelling/pinyin.txt

The input is Unihan_Readings.txt of the Unicode Character Database (https://www.unicode.org/charts/unihan.html; the
package `unicode-data` of Debian has it). Simplified characters are those of the Table of General Standard Chinese
Characters (kTGHZ2013). A character has the readings of kMandarin, and those of kHanyuPinlu, the readings counted in
texts, that are not rare: at least RARE of all its occurrences. Where nothing was counted, it has those of kTGHZ2013.
"""
import re
import sys
import unicodedata
from collections import defaultdict

# The share of a character's occurrences from which a further reading is kept.
RARE = 0.02
HEADER = """\
# Readings of Chinese characters without tones, made by scripts/pinyin-table.py; do not edit.
# Source: Unihan_Readings.txt, Unicode Character Database. Copyright Unicode, Inc.; Unicode License v3,
# https://www.unicode.org/license.txt"""


def without_tone(syllable):
    """`lǜ` becomes `lv`, as it is typed."""
    plain = "".join(c for c in unicodedata.normalize("NFD", syllable) if c == "\u0308" or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain).replace("ü", "v")


def readings(properties):
    standard = set(re.findall(r":([^ ]+)", properties["kTGHZ2013"]))
    standard = {part for reading in standard for part in reading.split(",")}
    counted = [(name, int(count)) for name, count in re.findall(r"(\S+?)\((\d+)\)", properties.get("kHanyuPinlu", ""))]
    total = sum(count for _, count in counted)
    common = {name for name, count in counted if count >= RARE * total}
    chosen = (common or standard) | set(properties.get("kMandarin", "").split()[:1])
    return {without_tone(reading) for reading in chosen}


def main():
    characters = defaultdict(dict)
    for line in sys.stdin:
        if line.startswith("U+"):
            code, name, value = line.rstrip("\n").split("\t")
            characters[chr(int(code[2:], 16))][name] = value
    table = defaultdict(str)
    for character in sorted(characters):
        if "kTGHZ2013" in characters[character]:
            for reading in sorted(readings(characters[character])):
                if re.fullmatch("[a-z]{1,6}", reading) and not re.fullmatch("[^aeiouv]+", reading):
                    table[reading] += character
    print(HEADER)
    for reading in sorted(table):
        print(reading, table[reading])


main()
