"""Classes: accuracy with few and many examples, calibration, texts of no class, wrong labels, numbers."""
import time

import numpy as np
from scipy.stats import spearmanr
from sklearn.linear_model import LogisticRegression, RidgeCV
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

SEEDS = 5


def rows(bench):
    train, test = bench.tsv("en-banking77/train.tsv"), bench.tsv("en-banking77/test.tsv")
    texts, labels = [row["text"] for row in train], np.array([row["label"] for row in train])
    test_texts, truth = [row["text"] for row in test], np.array([row["label"] for row in test])
    vectors, test_vectors = bench.vectors(texts), bench.vectors(test_texts)
    for shots, target in [(None, 0.92), (10, 0.84), (5, 0.77)]:
        figures = []
        for seed in range(SEEDS if shots else 1):
            chosen = few(labels, shots, seed)
            ours = classified(bench, [texts[i] for i in chosen], labels[chosen], test_texts)
            right = np.array([row["nearest"] for row in ours]) == truth
            peer, shares = peer_classes(vectors[chosen], labels[chosen], test_vectors)
            figures.append((right.mean(), (peer == truth).mean(),
                            calibration_error(np.array([row["probability"] for row in ours]), right),
                            calibration_error(shares, peer == truth)))
        ours, peer, ours_error, peer_error = (float(x) for x in np.mean(figures, axis=0))
        name = f"{shots} examples a class" if shots else "all examples"
        yield f"classify banking77, {name}: accuracy", ours, peer, target
        yield f"classify banking77, {name}: calibration error", ours_error, peer_error, "<= 0.03"
    for bot, target in [("curekart", 0.90), ("powerplay11", 0.79), ("sofmattress", 0.86)]:
        known, asked = bench.tsv(f"en-hint3/{bot}.train.tsv"), bench.tsv(f"en-hint3/{bot}.test.tsv")
        inside = np.array([row["label"] != "NO_NODES_DETECTED" for row in asked])
        known_texts, asked_texts = [row["text"] for row in known], [row["text"] for row in asked]
        known_labels = np.array([row["label"] for row in known])
        ours = classified(bench, known_texts, known_labels, asked_texts)
        _, peer = peer_classes(bench.vectors(known_texts), known_labels, bench.vectors(asked_texts))
        score = roc_auc_score(inside, [1 - row["none"] for row in ours])
        yield f"classify hint3 {bot}, none of these: AUROC", float(score), float(roc_auc_score(inside, peer)), target
    yield from wrong_labels(bench, texts, labels, vectors)
    yield from numbers(bench)
    yield from regression(bench, vectors, labels)


def few(labels, shots, seed):
    if shots is None:
        return np.arange(len(labels))
    random = np.random.default_rng(seed)
    names = np.unique(labels)
    return np.concatenate([random.choice(np.where(labels == name)[0], shots, replace=False) for name in names])


def classified(bench, texts, labels, asked):
    labelled = bench.texts("labelled", texts, label=list(map(str, labels)))
    return bench.kefu(["classify", labelled, bench.texts("asked", asked), "--json"])


def centred(vectors, mean):
    vectors = vectors - mean
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def peer_classes(vectors, labels, asked):
    mean = vectors.mean(0)
    model = LogisticRegression(C=10, max_iter=1000).fit(centred(vectors, mean), labels)
    shares = model.predict_proba(centred(asked, mean))
    return model.classes_[shares.argmax(1)], shares.max(1)


def calibration_error(probabilities, right, bins=15):
    error = 0.0
    places = np.minimum((probabilities * bins).astype(int), bins - 1)
    for place in range(bins):
        inside = places == place
        if inside.any():
            error += inside.mean() * abs(probabilities[inside].mean() - right[inside].mean())
    return error


def wrong_labels(bench, texts, labels, vectors, share=0.05, count=3000):
    for kind, target in [("random", 0.91), ("nearest class", 0.67)]:
        precisions, peers = [], []
        for seed in range(SEEDS):
            random = np.random.default_rng(seed)
            chosen = random.choice(len(texts), count, replace=False)
            names, spoiled = np.unique(labels[chosen]), labels[chosen].copy()
            centres = np.stack([vectors[chosen][spoiled == name].mean(0) for name in names])
            near = centred(centres, centres.mean(0))
            near = near @ near.T
            np.fill_diagonal(near, -9)
            wrong = random.choice(count, int(count * share), replace=False)
            for row in wrong:
                place = np.searchsorted(names, spoiled[row])
                others = names[names != spoiled[row]]
                spoiled[row] = random.choice(others) if kind == "random" else names[near[place].argmax()]
            bad = spoiled != labels[chosen]
            spoiled_texts = bench.texts("spoiled", [texts[i] for i in chosen], label=list(map(str, spoiled)))
            report = bench.kefu(["classify", spoiled_texts, "--check", "--json"])
            found = [row["position"] for row in report["suspicions"][: len(wrong)]]
            precisions.append(bad[found].sum() / len(wrong))
            peers.append(peer_wrong(vectors[chosen], spoiled, bad, len(wrong)))
        figure = f"classify, wrong labels, {kind}: precision at n"
        yield figure, float(np.mean(precisions)), float(np.mean(peers)), target


def peer_wrong(vectors, labels, bad, count):
    model = LogisticRegression(C=10, max_iter=1000)
    shares = cross_val_predict(model, centred(vectors, vectors.mean(0)), labels, cv=5, method="predict_proba")
    own = shares[np.arange(len(labels)), np.searchsorted(np.unique(labels), labels)]
    return bad[np.argsort(own, kind="stable")[:count]].mean()


def numbers(bench):
    for language in ["zh", "en"]:
        train, test = bench.tsv(f"{language}-stsb/dev.tsv"), bench.tsv(f"{language}-stsb/test.tsv")
        known, asked = ([f"{row['a']} / {row['b']}" for row in rows] for rows in (train, test))
        truth, scores = ([float(row["score"]) for row in rows] for rows in (test, train))
        labelled = bench.texts("labelled", known, label=list(map(str, scores)))
        ours = bench.kefu(["classify", labelled, bench.texts("asked", asked), "--regression", "--json"])
        peer = RidgeCV(np.logspace(-3, 3, 13)).fit(bench.vectors(known), scores).predict(bench.vectors(asked))
        yield (f"classify --regression, {language}-stsb, a pair as one text: Spearman",
               float(spearmanr([row["number"] for row in ours], truth)[0]), float(spearmanr(peer, truth)[0]), None)


def regression(bench, vectors, labels, count=100_000, classes=50, inverse=10):
    """Logistic regression alone, on copies of the questions with noise; both sides start from the same floats."""
    random = np.random.default_rng(1)
    chosen = random.integers(len(vectors), size=count)
    made = vectors[chosen] + random.normal(size=(count, vectors.shape[1]), scale=0.015)
    made = centred(made, made.mean(0)).astype("<f4")
    truth = (np.unique(labels, return_inverse=True)[1][chosen] % classes).astype("<i4")
    path, places, out = (bench.cache / f"logistic.{name}" for name in ["vectors", "labels", "parameters"])
    made.tofile(path)
    truth.tofile(places)
    own = bench.kefu_bench(["insight-logistic", path, "--labels", places, "--inverse", inverse, "--parameters", out])
    parameters = np.fromfile(out, "<f4")
    split = classes * made.shape[1]
    own_loss = objective(made, truth, parameters[:split].reshape(classes, -1), parameters[split:], inverse)
    start = time.process_time()
    peer = LogisticRegression(C=inverse, max_iter=1000).fit(made, truth)
    spent = time.process_time() - start
    peer_loss = objective(made, truth, peer.coef_, peer.intercept_, inverse)
    yield "logistic regression, 100,000 x 384, 50 classes, seconds", own["seconds"], spent, f"<= {spent / 2:.2f}"
    yield "logistic regression, loss", own_loss, peer_loss, f"<= {peer_loss * 1.001:.5f}"


def objective(vectors, labels, weights, biases, inverse):
    """Returns the mean cross-entropy with the penalty that scikit-learn adds."""
    scores = vectors @ weights.T.astype(np.float64) + biases
    top = scores.max(1, keepdims=True)
    losses = np.log(np.exp(scores - top).sum(1)) + top[:, 0] - scores[np.arange(len(scores)), labels]
    return float(losses.mean() + (weights.astype(np.float64) ** 2).sum() / (2 * inverse * len(scores)))
