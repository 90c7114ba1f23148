"""Topics next to k-means and UMAP with HDBSCAN (the core of BERTopic), and the speed of k-means."""
import random
import time

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, v_measure_score


def sets(bench):
    """Yields (name, texts, labels, least V-measure, least adjusted Rand index)."""
    rows = bench.tsv("en-banking77/test.tsv")
    yield "banking77 test", [row["text"] for row in rows], [row["label"] for row in rows], 0.78, 0.50
    rows = bench.tsv("en-banking77/train.tsv")
    yield "banking77 train", [row["text"] for row in rows], [row["label"] for row in rows], None, None
    for name, v, rand in [("zh-xquad", 0.79, 0.56), ("en-xquad", 0.80, 0.57)]:
        articles = {row["id"]: row["article"] for row in bench.jsonl(f"{name}/corpus.jsonl")}
        passages = {row["query-id"]: row["corpus-id"] for row in bench.tsv(f"{name}/qrels.tsv")}
        queries = bench.jsonl(f"{name}/queries.jsonl")
        yield name, [row["text"] for row in queries], [articles[passages[row["id"]]] for row in queries], v, rand


def numbers(result):
    """Returns the topic of each text; a text without a topic is a group of its own."""
    topics = [row["topic"] for row in result["texts"]]
    return [f"alone {place}" if topic is None else topic for place, topic in enumerate(topics)]


def centred(vectors):
    offsets = vectors - vectors.mean(axis=0)
    return offsets / np.maximum(np.linalg.norm(offsets, axis=1, keepdims=True), 1e-12)


def umap_hdbscan(vectors):
    """Returns the clusters of BERTopic's core with its default settings; what it leaves out is alone."""
    import hdbscan
    import umap

    reduced = umap.UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=1).fit_transform(vectors)
    labels = hdbscan.HDBSCAN(min_cluster_size=10).fit_predict(reduced)
    return [f"alone {place}" if label < 0 else label for place, label in enumerate(labels)]


def rows(bench):
    for name, texts, labels, v, rand in sets(bench):
        result = numbers(bench.kefu(["topics", bench.texts("topics", texts), "--column", "text", "--json"]))
        vectors = bench.vectors(texts)
        means = KMeans(len(set(labels)), n_init=1, random_state=0).fit(centred(vectors)).labels_
        umapped = umap_hdbscan(vectors)
        for score, shown, least in [(v_measure_score, "V-measure", v), (adjusted_rand_score, "adjusted Rand index", rand)]:
            yield f"topics of {name}, {shown}; peer k-means", score(labels, result), score(labels, means), None
            yield f"topics of {name}, {shown}; peer UMAP + HDBSCAN", score(labels, result), score(labels, umapped), least
        found = len(set(topic for topic in result if not isinstance(topic, str)))
        yield f"topics of {name}, number; peer: labels", found, len(set(labels)), None
        order = list(range(len(texts)))
        random.Random(2).shuffle(order)
        path = bench.texts("shuffled", [texts[place] for place in order])
        again = numbers(bench.kefu(["topics", path, "--column", "text", "--json"]))
        yield f"topics of {name}, agreement after shuffling", adjusted_rand_score([result[place] for place in order], again), None, 1.0

    for name, texts, seconds, memory in [
        ("10,003 questions", [row["text"] for row in bench.tsv("en-banking77/train.tsv")], "<= 4", "<= 300"),
        ("100,000 questions", bench.hundred_thousand(), "<= 300", "<= 1500"),
    ]:
        path = bench.texts(f"topics-{len(texts)}", texts)
        bench.kefu(["topics", path, "--column", "text", "--json"])  # embeds them
        used, peak, _ = bench.measure(["topics", path, "--column", "text", "--json"])
        yield f"topics of {name}, seconds of CPU time", used, None, seconds
        yield f"topics of {name}, memory in MB", peak, None, memory

    vectors = np.ascontiguousarray(bench.vectors(bench.hundred_thousand()), dtype=np.float32)
    path = bench.cache / "kmeans.floats"
    vectors.tofile(path)
    own = bench.kefu_bench(["insight-kmeans", path, "--count", 50])
    # Different first centres end at inertias that differ by .3%.
    inertias, spent = [], []
    for seed in range(3):
        start = time.process_time()
        inertias.append(KMeans(50, n_init=1, algorithm="lloyd", random_state=seed).fit(vectors).inertia_)
        spent.append(time.process_time() - start)
    inertia, seconds = float(np.mean(inertias)), float(np.mean(spent))
    yield "k-means, 100,000 x 384, k = 50, seconds", own["seconds"], seconds, f"<= {seconds / 2:.2f}"
    yield "k-means, inertia", own["inertia"], inertia, f"<= {inertia:.1f}"
