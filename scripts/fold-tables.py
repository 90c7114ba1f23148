#!/usr/bin/env python3
"""Writes the tables of CTokenizer: which characters count as equal, and which belong to words.

    scripts/fold-tables.py TSCharacters.txt > Sources/CTokenizer/Tables.inc

The argument is OpenCC's table of traditional to simplified characters (Apache-2.0, https://github.com/BYVoid/OpenCC,
data/dictionary/TSCharacters.txt); the first of several candidates is used. Everything else comes from Python's
`unicodedata`. Run this again only for a newer Unicode version; every index must then be rebuilt.
"""

import itertools
import sys
import unicodedata

LAST = 0x2FA1F
# Characters that readers consider equal although Unicode does not decompose them or keeps them apart.
EXTRA = dict(zip("øłđħıŧ’‘ʼ‐‑−", "oldhit'''---")) | {"æ": "ae", "œ": "oe", "ё": "е"}
# Scripts without spaces between words, and Hangul, whose words include their particles. They are indexed as pairs.
PAIRED = [
    (0x0E01, 0x0E4E), (0x0E81, 0x0ECD), (0x1000, 0x109D), (0x1100, 0x11FF), (0x1780, 0x17DD), (0x3005, 0x3007),
    (0x303B, 0x303C), (0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x318E), (0x31A0, 0x31BF),
    (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97C), (0xAC00, 0xD7FB), (0x20000, LAST),
]
# Ignored characters: accents, vowel points, joiners, variation selectors.
PASSED = [
    (0x00AD, 0x00AD), (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05BD), (0x05BF, 0x05C7), (0x0610, 0x061A),
    (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670), (0x180B, 0x180F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x200C, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x20D0, 0x20FF), (0x3099, 0x309A), (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF),
]
RIGHT_TO_LEFT_FORMS = range(0xFB1D, 0xFE00), range(0xFE70, 0xFEFF)


def simplified(path):
    with open(path, encoding="utf-8") as lines:
        pairs = (line.split() for line in lines if not line.startswith("#"))
        return {pair[0]: pair[1] for pair in pairs if len(pair) > 1 and len(pair[0]) == len(pair[1]) == 1}


def without_accents(text):
    result = ""
    for character in unicodedata.normalize("NFC", text):
        bare = unicodedata.normalize("NFD", character)
        european = unicodedata.name(bare[0], "").startswith(("LATIN", "GREEK"))
        result += bare[0] if european else character
    return "".join(EXTRA.get(character, character) for character in result)


def folded(character, simple):
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    return "".join(simple.get(part, part) for part in without_accents(text).replace("\u2044", "/"))


def folds(simple):
    for code in itertools.chain(range(0x80, 0xD800), range(0xE000, LAST + 1)):
        character = chr(code)
        if unicodedata.category(character) in ("Cn", "Co", "Cc", "Zs") or within(code, PASSED):
            continue
        if any(code in forms for forms in RIGHT_TO_LEFT_FORMS) or 0x3131 <= code <= 0x318E or 0xFFA0 <= code <= 0xFFDC:
            continue
        text = folded(character, simple)
        if code in (0xFF9E, 0xFF9F):
            text = chr(code - 0xFF9E + 0x3099)
        if text and text != character and not any(part.isspace() for part in text):
            yield character + text


def within(code, ranges):
    return any(first <= code <= last for first, last in ranges)


def kind(code):
    category = unicodedata.category(chr(code))
    if within(code, PASSED):
        return "PASSED"
    if category[0] in "LMN" and within(code, PAIRED):
        return "PAIRED"
    if category == "Nd":
        return "DIGIT"
    return "LETTER" if category[0] in "LM" else None


def kinds():
    """Yields runs of characters of one kind; unassigned characters belong to the run around them."""
    assigned = ((kind(code), code) for code in range(LAST + 1) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co"))
    for name, run in itertools.groupby(assigned, key=lambda pair: pair[0]):
        codes = [code for _, code in run]
        if name:
            yield f"{{0x{codes[0]:X}, 0x{codes[-1]:X}, {name}}},"


def lines(words, width):
    line = ""
    for word in words:
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = ""
        line += (" " if line else "") + word
    yield line


def main():
    print(f"// Made by scripts/fold-tables.py from Unicode {unicodedata.unidata_version} and OpenCC; do not edit.\n")
    print("/// A character and what it counts as: NFKC, case and accents folded, simplified.")
    print("static const char *const folds[] = {")
    for line in lines(folds(simplified(sys.argv[1])), 90):
        print('    "' + line.replace("\\", "\\\\").replace('"', '\\"') + ' ",')
    print("};\n\n/// First and last character of each run of one kind.")
    print("static const struct {\n    uint32_t first, last;\n    kind kind;\n} runs[] = {")
    for line in lines(kinds(), 110):
        print("    " + line)
    print("};")


main()
