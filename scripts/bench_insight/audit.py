"""Contradictions: recall and precision on planted ones, per language, and the number of findings on real documents."""
import csv
import re
import shutil
from collections import Counter


def rows(bench):
    for name in ["audit-held-out", "audit-held-out-2"]:
        yield from held_out(bench, name)
    documents = {"sample knowledge base": bench.root / "knowledge-base"}
    documents |= {f"{name}-debianfaq": bench.data / f"{name}-debianfaq" for name in ["zh", "en"]}
    for name, source in documents.items():
        yield f"audit {name}: contradictions listed", len(contradictions(bench, name, source)), None, None


def held_out(bench, set_name):
    folder = bench.root / "Tests/Fixtures" / set_name
    with open(folder / "planted.tsv", encoding="utf-8") as file:
        planted = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    real = [row for row in planted if row["kind"] == "contradiction"]
    found, false, total = Counter(), Counter(), Counter(row["language"] for row in real)
    for company in sorted({row["company"] for row in planted}):
        own = [row for row in real if row["company"] == company]
        hits = set()
        for finding in contradictions(bench, f"{set_name}-{company}", folder / company / "knowledge-base"):
            matches = [place for place, row in enumerate(own) if is_planted(row, finding["places"])]
            hits.update(matches)
            if not matches:
                false[language(finding["places"])] += 1
        found.update(own[place]["language"] for place in hits)
    for name in ["zh", "en", "cross"]:
        yield f"{set_name}, {name}: contradictions found", found[name] / total[name], None, None
    hits, wrong = sum(found.values()), sum(false.values())
    yield f"{set_name}: contradictions found", hits / len(real), None, 0.8
    yield f"{set_name}: precision", hits / max(1, hits + wrong), None, 0.9


def contradictions(bench, name, source):
    """Makes a workspace of the documents in `source` and returns the contradictions that kefu lists."""
    workspace = bench.cache / "audit" / name.replace(" ", "-")
    shutil.rmtree(workspace / "knowledge-base", ignore_errors=True)
    (workspace / "knowledge-base").mkdir(parents=True)
    (workspace / "kefu.yaml").touch()
    for file in sorted(source.rglob("*")):
        if file.suffix in [".md", ".csv", ".html"] or file.suffix == ".txt" and file.name != "LICENCE.txt":
            target = workspace / "knowledge-base" / file.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
    bench.run(["refresh", "-w", workspace])
    return bench.kefu(["audit", "-w", workspace, "--only", "contradictions", "--json"])["findings"]


def is_planted(row, places):
    def fits(side, place):
        quote, text = letters(row[f"quote_{side}"]), letters(place["text"])
        return place["path"] == row[f"file_{side}"] and (quote in text or text in quote)

    first, second = places
    return fits("a", first) and fits("b", second) or fits("a", second) and fits("b", first)


def letters(text):
    return "".join(character for character in text.lower() if character.isalnum())


def language(places):
    are_chinese = {bool(re.search("[一-鿿]", place["text"])) for place in places}
    return "cross" if len(are_chinese) > 1 else "zh" if are_chinese == {True} else "en"
