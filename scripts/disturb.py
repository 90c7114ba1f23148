#!/usr/bin/env python3
"""Writes misspelt copies of an evaluation set's questions.

    scripts/disturb.py FOLDER OUTPUT

FOLDER holds queries.jsonl and qrels.tsv in BEIR format. OUTPUT gets such folders KIND-tune and KIND-held for each kind of
disturbance, and for `plain`, the questions as they are: the questions of even and of odd position. Chinese kinds: homophone1,
homophone2, pinyin-word, pinyin-all, blanks, traditional. English kinds: typos-third, typos-all, no-blanks.

Readings come from pypinyin, frequencies and words from jieba, traditional characters from OpenCC, so that nothing is
drawn from the tables of kefu. Each question has its own seed: a run gives the same files every time.

Needs: pip install pypinyin jieba opencc-python-reimplemented
"""
import json
import logging
import random
import re
import shutil
import sys
from collections import Counter, defaultdict
from pathlib import Path

HAN = re.compile("[\u4e00-\u9fff]")
# Neighbours on a QWERTY keyboard.
ROWS = "qwertyuiop", "asdfghjkl", "zxcvbnm"
COMMON_CHARACTERS = 3500


def is_chinese(text):
    return len(HAN.findall(text)) > 0


class Chinese:
    """Disturbances of Chinese text."""

    def __init__(self):
        import jieba
        import opencc
        import pypinyin

        jieba.setLogLevel(logging.WARNING)
        jieba.initialize()
        self.cut = jieba.lcut
        self.readings = lambda text: pypinyin.lazy_pinyin(text, errors=list)
        self.traditional = opencc.OpenCC("s2t").convert
        frequency = Counter()
        for word, count in jieba.dt.FREQ.items():
            for character in word:
                if HAN.match(character):
                    frequency[character] += count
        self.homophones = defaultdict(list)
        for character, count in frequency.most_common(COMMON_CHARACTERS):
            for reading in set(pypinyin.pinyin(character, style=pypinyin.Style.NORMAL, heteronym=False)[0]):
                self.homophones[reading].append((character, count))

    def homophone(self, text, count, chance):
        readings = self.readings(text)
        characters = list(text)
        places = [i for i, c in enumerate(characters) if HAN.match(c) and len(self.others(c, readings[i])) > 0]
        for place in chance.sample(places, min(count, len(places))):
            others = self.others(characters[place], readings[place])
            characters[place] = chance.choices([c for c, _ in others], [n for _, n in others])[0]
        return "".join(characters)

    def others(self, character, reading):
        return [pair for pair in self.homophones[reading] if pair[0] != character]

    def pinyin_word(self, text, chance):
        words = self.cut(text)
        places = [i for i, word in enumerate(words) if len(word) > 1 and all(HAN.match(c) for c in word)]
        if places:
            place = chance.choice(places)
            blank, between = chance.choice([("", ""), (" ", ""), (" ", " ")])
            words[place] = blank + between.join(self.readings(words[place])) + blank
        return "".join(words)

    def pinyin_all(self, text, chance):
        """Blanks stand between words, between syllables, or not at all."""
        style = chance.choice(["words", "syllables", "none"])
        parts = []
        for word in self.cut(text):
            readings = self.readings(word)
            if style == "syllables" and all(HAN.match(c) for c in word):
                parts += readings
            else:
                parts.append("".join(readings))
        joined = ("" if style == "none" else " ").join(parts)
        return re.sub(r"\s+", " ", re.sub(r"\s*([^\w\s])\s*", r"\1", joined)).strip()

    def kinds(self, text, chance):
        yield "homophone1", self.homophone(text, 1, chance)
        yield "homophone2", self.homophone(text, 2, chance)
        yield "pinyin-word", self.pinyin_word(text, chance)
        yield "pinyin-all", self.pinyin_all(text, chance)
        yield "blanks", re.sub(f"(?<=\\S)(?={HAN.pattern})|(?<={HAN.pattern})(?=\\S)", " ", text)
        yield "traditional", self.traditional(text)


class English:
    """Disturbances of English text."""

    NEIGHBOURS = defaultdict(str)
    for row, letters in enumerate(ROWS):
        for place, letter in enumerate(letters):
            near = [letters[place - 1 : place], letters[place + 1 : place + 2]]
            for other in (row - 1, row + 1):
                if 0 <= other < len(ROWS):
                    shift = place if other > row else place + 1
                    near += [ROWS[other][shift - 1 : shift], ROWS[other][shift : shift + 1]]
            NEIGHBOURS[letter] = "".join(near)

    def typo(self, word, chance):
        for _ in range(20):
            place = chance.randrange(len(word))
            kind = chance.choice(["swap", "drop", "neighbour", "double"])
            letters = list(word)
            if kind == "swap" and place + 1 < len(word):
                letters[place], letters[place + 1] = letters[place + 1], letters[place]
            elif kind == "drop":
                del letters[place]
            elif kind == "neighbour" and self.NEIGHBOURS[word[place].lower()]:
                letters[place] = chance.choice(self.NEIGHBOURS[word[place].lower()])
            elif kind == "double":
                letters.insert(place, letters[place])
            if "".join(letters).lower() != word.lower():
                return "".join(letters)
        return word

    def typos(self, text, share, chance):
        pieces = re.split(r"([A-Za-z]+)", text)
        # Names in capitals and words of three letters or less stay.
        places = [i for i, piece in enumerate(pieces) if re.fullmatch("[A-Za-z]?[a-z]{3,}", piece)]
        for place in chance.sample(places, max(1, round(share * len(places))) if places else 0):
            pieces[place] = self.typo(pieces[place], chance)
        return "".join(pieces)

    def kinds(self, text, chance):
        yield "typos-third", self.typos(text, 1 / 3, chance)
        yield "typos-all", self.typos(text, 1, chance)
        yield "no-blanks", text.replace(" ", "")


def main():
    folder, output = map(Path, sys.argv[1:])
    output.mkdir(parents=True, exist_ok=True)
    questions = [json.loads(line) for line in (folder / "queries.jsonl").open(encoding="utf-8")]
    language = Chinese() if is_chinese("".join(q["text"] for q in questions[:20])) else English()
    files = defaultdict(list)
    for place, question in enumerate(questions):
        half = "held" if place % 2 else "tune"
        files[f"plain-{half}"].append(question)
        chance = random.Random(f"kefu {folder.name} {question['id'] if 'id' in question else question['_id']}")
        for kind, text in language.kinds(question["text"], chance):
            files[f"{kind}-{half}"].append(question | {"text": text})
    for name, lines in files.items():
        (output / name).mkdir(exist_ok=True)
        shutil.copy(folder / "qrels.tsv", output / name)
        with (output / name / "queries.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


main()
