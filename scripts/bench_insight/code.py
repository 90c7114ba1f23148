"""Code search through kefu: MBPP, and 60 descriptions of functions of this project, next to BM25 and the encoder alone."""
import json
import re
import shutil
from collections import defaultdict

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer


def rows(bench):
    yield from mbpp(bench)
    yield from own_functions(bench)


def workspace(bench, name):
    """Creates an empty workspace of its own and returns its folder."""
    folder = bench.cache / f"code-{name}"
    shutil.rmtree(folder / "knowledge-base", ignore_errors=True)
    (folder / "knowledge-base").mkdir(parents=True)
    (folder / "kefu.yaml").write_text("completion:\n  provider: none\n")
    if not (folder / "prompts").is_dir():
        shutil.copytree(bench.root / "prompts", folder / "prompts")
    return folder


def inside(bench, folder, arguments):
    """Runs kefu in the workspace `folder`."""
    return bench.run([*arguments, "--workspace", folder])


# MBPP: each solution is a file

def mbpp(bench):
    corpus, queries = bench.jsonl("code-mbpp/corpus.jsonl"), bench.jsonl("code-mbpp/queries.jsonl")
    wanted = defaultdict(set)
    for row in bench.tsv("code-mbpp/qrels.tsv"):
        wanted[row["query-id"]].add(row["corpus-id"])
    folder = workspace(bench, "mbpp")
    for document in corpus:
        (folder / "knowledge-base" / f"{document['id']}.py").write_text(document["text"], encoding="utf-8")
    inside(bench, folder, ["refresh"])
    cases = folder / "cases.jsonl"
    with open(cases, "w", encoding="utf-8") as file:
        for query in queries:
            sources = [f"{name}.py" for name in sorted(wanted[query["id"]])]
            file.write(json.dumps({"question": query["text"], "sources": sources}, ensure_ascii=False) + "\n")
    measured = {}
    for side, weight in [("both", None), ("words", "0"), ("meaning", "1")]:
        options = ["--set", f"retrieval.vector-weight={weight}"] if weight else []
        report = json.loads(inside(bench, folder, ["evaluate", cases, "--json", "--metric", "nDCG@10", "--metric", "MRR@10",
                                                   *options]).stdout)
        measured[side] = {name: value["mean"] for name, value in report[0]["metrics"].items()}
    ids = [document["id"] for document in corpus]
    relevant = [[ids.index(name) for name in wanted[query["id"]]] for query in queries]
    texts, questions = [document["text"] for document in corpus], [query["text"] for query in queries]
    plain = figures(bench.vectors(questions) @ bench.vectors(texts, "passage").T, relevant)
    words = figures(bm25(texts, questions), relevant)
    yield "code-mbpp, nDCG@10 (peer: the encoder alone)", measured["both"]["nDCG@10"], plain[0], 0.78
    yield "code-mbpp, MRR@10 (peer: the encoder alone)", measured["both"]["MRR@10"], plain[1], None
    yield "code-mbpp, words alone, nDCG@10 (peer: BM25 of split names)", measured["words"]["nDCG@10"], words[0], None
    yield "code-mbpp, meaning alone, nDCG@10", measured["meaning"]["nDCG@10"], plain[0], None


def figures(scores, relevant):
    """Returns the means of nDCG@10 and MRR@10; each question has one or more right documents of equal worth."""
    gains, reciprocals = [], []
    for row, right in zip(scores, relevant):
        order = np.argsort(-row, kind="stable")[:10]
        hits = np.isin(order, right)
        ideal = sum(1 / np.log2(rank + 2) for rank in range(min(10, len(right))))
        gains.append(sum(1 / np.log2(rank + 2) for rank in np.flatnonzero(hits)) / ideal)
        reciprocals.append(1 / (np.flatnonzero(hits)[0] + 1) if hits.any() else 0)
    return float(np.mean(gains)), float(np.mean(reciprocals))


def words_of(text):
    text = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
    return re.findall(r"[a-z]{2,}|\d+", text.lower())


def bm25(documents, questions, k1=0.9, b=0.4):
    counter = CountVectorizer(analyzer=words_of)
    counts = counter.fit_transform(documents).astype(float).tocsc()
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    known = np.asarray((counts > 0).sum(axis=0)).ravel()
    rarity = np.log(1 + (len(documents) - known + 0.5) / (known + 0.5))
    scores = np.zeros((len(questions), len(documents)))
    for number, question in enumerate(questions):
        for word in set(words_of(question)):
            column = counter.vocabulary_.get(word)
            if column is None:
                continue
            frequency = counts[:, column].toarray().ravel()
            length = k1 * (1 - b + b * lengths / lengths.mean())
            scores[number] += rarity[column] * frequency / (frequency + length)
    return scores


# Functions of this project

def own_functions(bench):
    sources = bench.root / "Sources"
    folder = workspace(bench, "sources")
    for path in sorted(sources.rglob("*")):
        if path.suffix in {".swift", ".c", ".h"}:
            copy = folder / "knowledge-base" / path.relative_to(sources)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    inside(bench, folder, ["refresh"])
    lines = (bench.root / "Tests/Fixtures/code-search.tsv").read_text(encoding="utf-8").splitlines()
    table = [dict(zip(lines[0].split("\t"), line.split("\t"))) for line in lines[1:]]
    ranks = [rank(bench, folder, row) for row in table]
    for name, chosen in [("all 60", table), ("in Chinese", [row for row in table if row["language"] == "zh"]),
                         ("in English", [row for row in table if row["language"] == "en"]),
                         ("held back from tuning", [row for row in table if row["split"] == "held"])]:
        found = [place for place, row in zip(ranks, table) if row in chosen]
        share = sum(place is not None and place <= 5 for place in found) / len(found)
        yield f"descriptions of own functions, {name}: in the first five", share, None, 0.8 if name == "all 60" else None
    yield "descriptions of own functions: MRR@20", sum(1 / place for place in ranks if place) / len(ranks), None, None


def rank(bench, folder, row):
    """Returns the rank of the passage that contains the function, or None if it is not among the first 20."""
    places = []
    for function in row["function"].split("|"):
        path, declaration = function.split("#")
        text = (folder / "knowledge-base" / path).read_text(encoding="utf-8")
        if text.count(declaration) != 1:
            raise SystemExit(f"Tests/Fixtures/code-search.tsv: `{declaration}` must be in Sources/{path} exactly once")
        places.append((path, text[:text.index(declaration)].count("\n") + 1))
    hits = json.loads(inside(bench, folder, ["search", row["question"], "--json", "--limit", "20"]).stdout)
    for place, hit in enumerate(hits):
        if any(hit["path"] == path and hit["firstLine"] <= line <= hit["lastLine"] for path, line in places):
            return place + 1
    return None
