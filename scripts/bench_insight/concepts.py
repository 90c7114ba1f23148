"""Concepts, matching, outliers, duplicates and similarity, next to keyword search and scikit-learn on the same vectors."""
import csv
import json
import re

import numpy as np
from scipy.stats import spearmanr
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import LocalOutlierFactor

# Keyword search with Porter's stems (facts.md): right ones, precision, and right ones of the intents it hardly finds.
KEYWORD_FOUND, KEYWORD_PRECISION, KEYWORD_HARDEST = 684, 0.657, 16
STOP_WORDS = set("a an and are as at be but by for if in into is it no not of on or such that the their then there these "
                 "they this to was will with".split())


def rows(bench):
    yield from concepts(bench)
    yield from chinese_concepts(bench)
    yield from matching(bench)
    yield from outliers(bench)
    yield from duplicates(bench)
    yield from similarity(bench)


# Concepts

def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def stem(word):
    """The endings that Porter's algorithm takes off most often."""
    for ending in ["ational", "ation", "ment", "ings", "ing", "ied", "ies", "ed", "es", "s", "e", "y"]:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[:-len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def keyword_search(names, texts):
    """Texts that hold all content words of a name, in any order."""
    stems = [{stem(word) for word in words(text)} for text in texts]
    found = np.zeros((len(texts), len(names)), bool)
    for column, name in enumerate(names):
        wanted = {stem(word) for word in words(name) if word not in STOP_WORDS} or {stem(w) for w in words(name)}
        found[:, column] = [wanted <= held for held in stems]
    return found


def found_at(scores, relevant, precision):
    """The right ones among the best, as many as the pooled precision allows."""
    order = np.argsort(-scores, axis=None, kind="stable")
    hits = relevant.ravel()[order]
    precise = np.flatnonzero(np.cumsum(hits) / np.arange(1, hits.size + 1) >= precision)
    chosen = np.zeros(relevant.size, bool)
    chosen[order[:precise[-1] + 1 if precise.size else 0]] = True
    return chosen.reshape(relevant.shape) & relevant


def concept_scores(bench, name, entries, texts):
    path = bench.cache / f"{name}.yaml"
    path.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    report = bench.kefu(["concepts", path, bench.texts(name, texts), "--threshold", "0", "--json"])
    scores = np.full((len(texts), len(entries)), -9.0)
    for column, concept in enumerate(report["concepts"]):
        for match in concept["matches"]:
            scores[match["position"], column] = match["score"]
    return scores


def automatic(bench, name, texts, relevant):
    """Precision and recall at the thresholds that kefu chooses itself."""
    report = bench.kefu(["concepts", bench.cache / f"{name}.yaml", bench.texts(name, texts), "--json"])
    chosen = np.zeros(relevant.shape, bool)
    for column, concept in enumerate(report["concepts"]):
        for match in concept["matches"]:
            chosen[match["position"], column] = True
    return (chosen & relevant).sum() / max(1, chosen.sum()), (chosen & relevant).sum() / relevant.sum()


def concepts(bench):
    test, train = bench.tsv("en-banking77/test.tsv"), bench.tsv("en-banking77/train.tsv")
    texts, truth = [row["text"] for row in test], np.array([row["label"] for row in test])
    labels = sorted(set(truth))
    names = [label.replace("_", " ") for label in labels]
    relevant = truth[:, None] == np.array(labels)
    keyword = keyword_search(names, texts)
    right = keyword & relevant
    hard = np.argsort(right.sum(axis=0), kind="stable")[:26]
    yield "keyword search, banking77: found / precision", int(right.sum()), float(right.sum() / keyword.sum()), None
    yield "keyword search, the third of intents it hardly finds", int(right[:, hard].sum()), None, None
    random = np.random.default_rng(0)
    vectors, by_name = bench.vectors(texts), bench.vectors(names)
    plain = found_at(vectors @ by_name.T, relevant, KEYWORD_PRECISION)
    for count, target in [(0, 2.0), (5, 2.6), (10, None)]:
        examples = [[str(x) for x in random.choice([r["text"] for r in train if r["label"] == label], count, False)]
                    for label in labels]
        entries = [{"name": name, "examples": texts} if texts else {"name": name}
                   for name, texts in zip(names, examples)]
        found = found_at(concept_scores(bench, f"concepts-{count}", entries, texts), relevant, KEYWORD_PRECISION)
        title = f"concepts banking77, {count} examples"
        yield f"{title}: times found (peer: raw cosine of the name)", found.sum() / KEYWORD_FOUND, \
            plain.sum() / KEYWORD_FOUND, target
        yield f"{title}: times found, hardest third", found[:, hard].sum() / KEYWORD_HARDEST, \
            plain[:, hard].sum() / KEYWORD_HARDEST, 25.0
        chosen, recall = automatic(bench, f"concepts-{count}", texts, relevant)
        yield f"{title}: precision / recall at kefu's own thresholds", chosen, recall, None


CHINESE_NAMES = dict(zip(
    "1973_oil_crisis Amazon_rainforest American_Broadcasting_Company Apollo_program Black_Death Chloroplast "
    "Civil_disobedience Computational_complexity_theory Construction Ctenophora Doctor_Who Economic_inequality "
    "European_Union_law Force French_and_Indian_War Fresno,_California Genghis_Khan Geology Harvard_University Huguenot "
    "Immune_system Imperialism Intergovernmental_Panel_on_Climate_Change Islamism Jacksonville,_Florida Kenya "
    "Martin_Luther Newcastle_upon_Tyne Nikola_Tesla Normans Oxygen Packet_switching Pharmacy Prime_number Private_school "
    "Rhine Scottish_Parliament Sky_(United_Kingdom) Southern_California Steam_engine Super_Bowl_50 Teacher "
    "United_Methodist_Church University_of_Chicago Victoria_(Australia) Victoria_and_Albert_Museum Warsaw "
    "Yuan_dynasty".split(),
    "1973年石油危机 亚马逊雨林 美国广播公司 阿波罗计划 黑死病 叶绿体 公民不服从 计算复杂性理论 建筑施工 栉水母 神秘博士 经济不平等 欧盟法 力 法印战争 加州弗雷斯诺 "
    "成吉思汗 地质学 哈佛大学 胡格诺派 免疫系统 帝国主义 政府间气候变化专门委员会 伊斯兰主义 佛罗里达州杰克逊维尔 肯尼亚 马丁·路德 泰恩河畔纽卡斯尔 尼古拉·特斯拉 "
    "诺曼人 氧气 分组交换 药学 质数 私立学校 莱茵河 苏格兰议会 天空电视台 南加州 蒸汽机 第50届超级碗 教师 联合卫理公会 芝加哥大学 澳大利亚维多利亚州 "
    "维多利亚和阿尔伯特博物馆 华沙 元朝".split()))


def chinese_concepts(bench):
    article = {row["id"]: row["article"] for row in bench.jsonl("zh-xquad/corpus.jsonl")}
    passage = {row["query-id"]: row["corpus-id"] for row in bench.tsv("zh-xquad/qrels.tsv")}
    queries = bench.jsonl("zh-xquad/queries.jsonl")
    texts, names = [row["text"] for row in queries], sorted(CHINESE_NAMES)
    relevant = np.array([[article[passage[row["id"]]] == name for name in names] for row in queries])
    chinese = [CHINESE_NAMES[name] for name in names]
    keyword = np.array([[name in text for name in chinese] for text in texts])
    precision = (keyword & relevant).sum() / keyword.sum()
    scores = concept_scores(bench, "concepts-zh", [{"name": name} for name in chinese], texts)
    plain = found_at(bench.vectors(texts) @ bench.vectors(chinese).T, relevant, precision)
    right = (keyword & relevant).sum()
    yield f"concepts zh-xquad articles: times found at {precision:.2f} (peer: raw cosine)", \
        found_at(scores, relevant, precision).sum() / right, plain.sum() / right, None
    chosen, recall = automatic(bench, "concepts-zh", texts, relevant)
    yield "concepts zh-xquad articles: precision / recall at kefu's thresholds", chosen, recall, None
    examples = bench.root / "Tests/Fixtures/faq-paraphrases/zh.tsv"
    table = list(csv.DictReader(open(examples, encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    expected = sorted({row["expected"] for row in table} - {""})
    texts = [row["question"] for row in table]
    relevant = np.array([[row["expected"] == name for name in expected] for row in table])
    scores = concept_scores(bench, "concepts-faq-zh", [{"name": name} for name in expected], texts)
    plain = bench.vectors(texts) @ bench.vectors(expected).T
    yield "concepts faq-paraphrases zh: mean average precision (peer: raw cosine)", \
        mean_average_precision(scores, relevant), mean_average_precision(plain, relevant), None


def mean_average_precision(scores, relevant):
    values = []
    for column in range(relevant.shape[1]):
        hits = relevant[np.argsort(-scores[:, column], kind="stable"), column]
        values.append((np.cumsum(hits) / np.arange(1, hits.size + 1))[hits].mean())
    return float(np.mean(values))


# Matching

def matching(bench):
    for language, target in [("zh", 0.84), ("en", 0.88)]:
        folder = f"{language}-debianfaq"
        queries, corpus = bench.jsonl(f"{folder}/queries.jsonl"), bench.jsonl(f"{folder}/corpus.jsonl")
        wanted = {row["query-id"]: row["corpus-id"] for row in bench.tsv(f"{folder}/qrels.tsv")}
        ids = [row["id"] for row in corpus]
        headings, passages = [row["text"] for row in queries], [f"{row['title']}\n{row['text']}" for row in corpus]
        target_positions = np.array([ids.index(wanted[row["id"]]) for row in queries])
        ours = matched(bench, headings, passages)
        left, right = bench.vectors(headings), bench.vectors(passages, "passage")
        peer = np.argsort(-(left @ right.T), axis=1, kind="stable")
        for top, goal in [(5, target), (1, None)]:
            share = np.mean([p in row[0][:top] for row, p in zip(ours, target_positions)])
            plain = np.mean([p in row[:top] for row, p in zip(peer, target_positions)])
            yield f"match {folder}, top {top} (peer: cosine)", float(share), float(plain), goal
        shares = []
        for seed in range(3):
            kept = np.sort(np.random.default_rng(seed).permutation(len(passages))[:len(passages) // 2])
            found = np.array([row[1] for row in matched(bench, headings, [passages[i] for i in kept])])
            shares.append((found == np.isin(target_positions, kept)).mean())
        yield f"match {folder}, half of B removed: decided right", float(np.mean(shares)), 0.5, None


def matched(bench, entries, counterparts):
    report = bench.kefu(["match", bench.texts("match-a", entries), bench.texts("match-b", counterparts),
                         "--top", "5", "--json"])
    return [([c["position"] for c in entry["counterparts"]], entry["isFound"]) for entry in report["entries"]]


# Outliers

def outliers(bench):
    bank = [row["text"] for row in bench.tsv("en-banking77/test.tsv")]
    sets = {language: {
        "faq": [row["text"] for row in bench.jsonl(f"{language}-debianfaq/queries.jsonl")],
        "xquad": [row["text"] for row in bench.jsonl(f"{language}-xquad/queries.jsonl")],
        "stsb": [row["a"] for row in bench.tsv(f"{language}-stsb/test.tsv")],
    } for language in ["zh", "en"]}
    table = bench.root / "Tests/Fixtures/faq-paraphrases/zh.tsv"
    shop = [row["question"] for row in
            csv.DictReader(open(table, encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)]
    random = np.random.default_rng(1)
    bank = [bank[i] for i in random.permutation(len(bank))]
    for name, usual, foreign, count in [("banking77 + Debian FAQ en", bank[:1425], sets["en"]["faq"], 75),
                                        ("banking77 + XQuAD en", bank[:1425], sets["en"]["xquad"], 75),
                                        ("banking77 + Debian FAQ zh", bank[:1425], sets["zh"]["faq"], 75),
                                        ("shop zh + STS-B zh", shop, sets["zh"]["stsb"], 33),
                                        ("shop zh + XQuAD zh", shop, sets["zh"]["xquad"], 33)]:
        chosen = [foreign[i] for i in random.permutation(len(foreign))[:count]]
        texts, is_foreign = usual + chosen, np.arange(len(usual) + count) >= len(usual)
        report = bench.kefu(["outliers", bench.texts("outliers", texts), "--all", "--limit", "1", "--json"])
        scores = np.zeros(len(texts))
        flagged = np.zeros(len(texts), bool)
        for entry in report["outliers"]:
            scores[entry["position"]] = entry["score"]
            flagged[entry["position"]] = entry["certainty"] != "unlikely"
        vectors = bench.vectors(texts)
        forest = -IsolationForest(random_state=0).fit(vectors).score_samples(vectors)
        factor = -LocalOutlierFactor(n_neighbors=10).fit(vectors).negative_outlier_factor_
        yield f"outliers {name}: AUROC (peer: isolation forest)", float(roc_auc_score(is_foreign, scores)), \
            float(roc_auc_score(is_foreign, forest)), 0.97
        yield f"outliers {name}: local outlier factor", None, float(roc_auc_score(is_foreign, factor)), None
        yield f"outliers {name}: listed / of them foreign", int(flagged.sum()), int((flagged & is_foreign).sum()), None
    clean = bench.kefu(["outliers", bench.texts("outliers", bank[:1500]), "--json"])
    yield "outliers, nothing foreign among 1,500: listed", clean["found"], None, "<= 15"


# Duplicates

def duplicates(bench):
    for language in ["zh", "en"]:
        pairs = [row for split in ["dev", "test"] for row in bench.tsv(f"{language}-stsb/{split}.tsv")]
        texts = [row[side] for row in pairs for side in "ab"]
        same = pairs_of(bench, texts)
        joined = [float(row["score"]) for place, row in enumerate(pairs) if (2 * place, 2 * place + 1) in same]
        most = sum(float(row["score"]) >= 4.5 for row in pairs)
        yield f"duplicates {language}-stsb: precision at 4 of 5 (peer: pairs)", \
            float(np.mean([s >= 4 for s in joined])), len(joined), 0.9
        yield f"duplicates {language}-stsb: recall of pairs at 4.5 or more", sum(s >= 4.5 for s in joined) / most, None, None
        table = bench.root / f"Tests/Fixtures/faq-paraphrases/{language}.tsv"
        rows = list(csv.DictReader(open(table, encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
        expected = sorted({row["expected"] for row in rows} - {""})
        texts = [row["question"] for row in rows] + expected
        meaning = [row["expected"] or f"miss {number}" for number, row in enumerate(rows)] + expected
        wrong = [(i, j) for i, j in pairs_of(bench, texts) if meaning[i] != meaning[j]]
        yield f"duplicates faq-paraphrases {language}: different questions joined", len(wrong), None, "<= 0"


def pairs_of(bench, texts):
    report = bench.kefu(["duplicates", bench.texts("duplicates", texts), "--json"])
    groups = [[member["position"] for member in group["members"]] for group in report["groups"]]
    return {(i, j) for group in groups for i in group for j in group if i < j}


# Similarity

def similarity(bench):
    for language, target in [("zh", 0.78), ("en", 0.84)]:
        pairs = bench.tsv(f"{language}-stsb/test.tsv")
        one, other = (bench.vectors([row[side] for row in pairs]) for side in "ab")
        scores = [float(row["score"]) for row in pairs]
        yield f"similarity {language}-stsb: Spearman", float(spearmanr((one * other).sum(axis=1), scores)[0]), None, target
