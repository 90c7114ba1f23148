#!/usr/bin/env python3
"""Measures the latency of single exact searches: kefu compared with faiss-cpu (IndexFlatIP), usearch (exact) and
sqlite-vec.

    VENV/bin/python scripts/bench-vectors.py [--bench .build/release/kefu-bench] [--real VECTORS.f32]

VENV is a virtual environment with numpy, faiss-cpu, usearch and sqlite-vec. A peer that cannot run is skipped and
reported, for example sqlite-vec if Python's sqlite3 cannot load extensions. All read the same vectors from the same
file, in separate processes, with one thread each, in turns, after a warm-up. Recall is measured against float32 brute
force with numpy. For comparison, the run also measures memory bandwidth: the time to read and add the bytes that kefu
scans, in one thread. --real names a file with 384 floats per row from a real embedding model; its last 200 rows are the
queries. Nothing is installed or downloaded.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
import numpy as np

PEERS = ["faiss", "usearch", "sqlite-vec"]
LIMIT = 10


def clustered(path, count, dimensions, seed=1):
    """Writes `count` unit vectors around count / 100 random centres to `path`."""
    random = np.random.default_rng(seed)
    centres = random.standard_normal((max(1, count // 100), dimensions), dtype=np.float32)
    with open(path, "wb") as file:
        for start in range(0, count, 50_000):
            size = min(50_000, count - start)
            rows = centres[random.integers(len(centres), size=size)]
            rows = rows + 0.7 * random.standard_normal(rows.shape, dtype=np.float32)
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            rows.astype(np.float32).tofile(file)


def best(vectors, queries):
    """Returns the ids of the nearest vectors by float32 products, and the score of the last of them, for each query."""
    scores, ids = [], []
    for query in queries:
        products = np.concatenate([vectors[at : at + 100_000] @ query for at in range(0, len(vectors), 100_000)])
        top = np.argpartition(-products, LIMIT)[:LIMIT]
        ids.append(top)
        scores.append(products[top].min())
    return ids, scores


def recall(found, expected):
    return sum(len(set(map(int, a)) & set(map(int, b))) for a, b in zip(found, expected)) / (LIMIT * len(expected))


def peer(name, path, queries_path, dimensions, rounds):
    """Runs one peer in this process; prints its times in milliseconds and the ids it found."""
    vectors = np.fromfile(path, np.float32).reshape(-1, dimensions)
    queries = np.fromfile(queries_path, np.float32).reshape(-1, dimensions)
    if name == "faiss":
        import faiss

        faiss.omp_set_num_threads(1)
        index = faiss.IndexFlatIP(dimensions)
        index.add(vectors)
        ask = lambda query: index.search(query[None], LIMIT)[1][0]
    elif name == "usearch":
        from usearch.index import MetricKind, search

        ask = lambda query: search(vectors, query, LIMIT, MetricKind.IP, exact=True, threads=1).keys
    else:
        import sqlite3

        import sqlite_vec

        database = sqlite3.connect(":memory:")
        database.enable_load_extension(True)
        sqlite_vec.load(database)
        database.execute(f"CREATE VIRTUAL TABLE v USING vec0(e float[{dimensions}] distance_metric=cosine)")
        database.executemany("INSERT INTO v(rowid, e) VALUES (?, ?)", ((i, row.tobytes()) for i, row in enumerate(vectors)))
        sql = f"SELECT rowid FROM v WHERE e MATCH ? AND k = {LIMIT}"
        ask = lambda query: [row[0] for row in database.execute(sql, (query.tobytes(),))]
    times, found = [], []
    for number in range(rounds):
        found = []
        for query in queries:
            start = time.perf_counter()
            found.append([int(i) for i in ask(query)])
            if number > 0:
                times.append((time.perf_counter() - start) * 1000)
    print(json.dumps({"times": times, "found": found}))


def ours(options, path, queries_path, dimensions, threads, folder):
    out = Path(folder, "found")
    command = [options.bench, "vectors", path, queries_path, "--dimensions", str(dimensions), "--rounds", str(options.rounds)]
    command += ["--threads", str(threads), "--found", str(out)]
    figures = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return figures, np.fromfile(out, np.int64).reshape(-1, LIMIT)


def memory_milliseconds(size):
    """Returns the least and the median time to read and add `size` bytes in one thread."""
    block = np.ones(max(size // 8, 1), np.int64)
    times = []
    for _ in range(9):
        start = time.perf_counter()
        block.sum()
        times.append((time.perf_counter() - start) * 1000)
    return min(times), statistics.median(times)


def compare(title, options, path, queries_path, dimensions, folder, peers):
    vectors = np.memmap(path, np.float32).reshape(-1, dimensions)
    queries = np.fromfile(queries_path, np.float32).reshape(-1, dimensions)
    expected, _ = best(vectors, queries)
    count = len(vectors)
    print(f"== {title}: {count} x {dimensions}, {len(queries)} queries, load {os.getloadavg()[0]:.1f}", flush=True)
    kefu, found = ours(options, path, queries_path, dimensions, 1, folder)
    rows = [("kefu", kefu["medianMilliseconds"], kefu["p95Milliseconds"], recall(found, expected))]
    two, found = ours(options, path, queries_path, dimensions, 2, folder)
    rows.append(("kefu, 2 threads", two["medianMilliseconds"], two["p95Milliseconds"], recall(found, expected)))
    for name in peers:
        command = [sys.executable, __file__, "--peer", name, path, queries_path, str(dimensions), "--rounds", str(options.rounds)]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode != 0:
            print(f"{name}: skipped ({(run.stderr.strip().splitlines() or ['no reason given'])[-1]})", file=sys.stderr)
            continue
        answer = json.loads(run.stdout)
        times = sorted(answer["times"])
        rows.append((name, statistics.median(times), times[len(times) * 95 // 100], recall(answer["found"], expected)))
    scanned = count * ((dimensions + 63) // 64 * 64)
    least, median = memory_milliseconds(scanned)
    print(f"{'':18} {'median ms':>10} {'p95 ms':>10} {'recall@10':>10} {'x kefu':>8}")
    for name, middle, high, share in rows:
        print(f"{name:18} {middle:10.2f} {high:10.2f} {share:10.4f} {middle / rows[0][1]:8.2f}")
    print(f"{'memory, read alone':18} {median:10.2f} {'':10} {'':10} {median / rows[0][1]:8.2f}   best {least:.2f} ms,"
          f" {scanned / least / 1e6:.1f} GB/s; kefu best {kefu['bestMilliseconds']:.2f} ms, {scanned / kefu['bestMilliseconds'] / 1e6:.1f} GB/s")
    print(f"   build {kefu['buildSeconds']:.2f} s, open {kefu['openMilliseconds']:.2f} ms, first search"
          f" {kefu['firstMilliseconds']:.2f} ms, 100 more {kefu['add100Milliseconds']:.1f} ms, MB {kefu['memory']}", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bench", default=".build/release/kefu-bench", help="the built kefu-bench")
    options.add_argument("--real", help="vectors of a real model, 384 floats per row")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--queries", type=int, default=100)
    options.add_argument("--sets", default="100000x384,100000x1536,1000000x384", help="clustered sets, COUNTxDIMENSIONS")
    options.add_argument("--peers", default=",".join(PEERS))
    options.add_argument("--peer", nargs=4, metavar=("NAME", "VECTORS", "QUERIES", "DIMENSIONS"), help=argparse.SUPPRESS)
    options = options.parse_args()
    if options.peer:
        name, path, queries, dimensions = options.peer
        return peer(name, path, queries, int(dimensions), options.rounds)
    peers = [name for name in options.peers.split(",") if name]
    with tempfile.TemporaryDirectory() as folder:
        rows, queries = str(Path(folder, "rows")), str(Path(folder, "queries"))

        def split(source, dimensions, count):
            vectors = np.memmap(source, np.float32).reshape(-1, dimensions)
            np.array(vectors[len(vectors) - count :]).tofile(queries)
            with open(source, "r+b") as file:
                file.truncate((len(vectors) - count) * dimensions * 4)

        if options.real:
            Path(rows).write_bytes(Path(options.real).read_bytes())
            split(rows, 384, 200)
            compare("real embeddings", options, rows, queries, 384, folder, peers)
        for size in filter(None, options.sets.split(",")):
            count, dimensions = map(int, size.split("x"))
            clustered(rows, count + options.queries, dimensions)
            split(rows, dimensions, options.queries)
            compare("clustered", options, rows, queries, dimensions, folder, peers if count < 500_000 else peers[:1])


if __name__ == "__main__":
    sys.exit(main())
