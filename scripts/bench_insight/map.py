"""The map: how well classes stand apart, the page under a real mouse in headless Chromium, and principal components.

Chromium draws with SwiftShader, that is, in software; frame times are those of the page's script.
"""
import random
import time
from pathlib import Path

import numpy as np

CHROMIUM = "/usr/bin/chromium"


def nearest_accuracy(points, labels, count=5):
    """Returns how often the majority of the nearest other points has the label of a point; ties go to the nearest."""
    distances = ((points[:, None] - points[None]) ** 2).sum(-1)
    np.fill_diagonal(distances, np.inf)
    right = 0
    for row, label in zip(np.argsort(distances, 1, kind="stable")[:, :count], labels):
        votes = labels[row]
        names, numbers = np.unique(votes, return_counts=True)
        best = set(names[numbers == numbers.max()])
        right += next(vote for vote in votes if vote in best) == label
    return right / len(labels)


class MapPage:
    """A map in headless Chromium, used with the mouse and the keyboard."""

    def __init__(self, browser, path, fragment=""):
        self.page = browser.new_page(viewport={"width": 1440, "height": 900})
        self.errors, self.requests = [], []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(f"{Path(path).as_uri()}#{fragment}")
        self.wait("window.kefuMap && kefuMap.frames.length > 0")
        self.settle()

    def wait(self, expression):
        """Waits until an expression is true. The page forbids `eval`, which `wait_for_function` would use."""
        deadline = time.monotonic() + 120
        while not self.get(expression):
            assert time.monotonic() < deadline, expression
            self.page.wait_for_timeout(50)

    def settle(self):
        self.page.wait_for_timeout(100)
        self.wait("!kefuMap.isMoving()")

    def get(self, expression):
        return self.page.evaluate(expression)

    def drag(self, x, y, steps=10):
        self.page.mouse.move(800, 450)
        self.page.mouse.down()
        self.page.mouse.move(800 + x, 450 + y, steps=steps)
        self.page.mouse.up()
        self.page.wait_for_timeout(100)

    def choose(self, names):
        """Clicks entries of the legend."""
        for name in names:
            self.page.locator("#legend .entry").filter(has=self.page.get_by_text(name, exact=True)).click()
        self.settle()

    def points(self):
        """Returns the positions of the current layout and the column of each text."""
        positions = np.array(self.get("Array.from(kefuMap.scene.after)")).reshape(-1, 3)
        return positions, np.array(self.get("Array.from(kefuMap.columns[kefuMap.state.column].of)"))


def interaction(browser, path):
    """Yields what can be done with mouse and keyboard, and whether it worked."""
    map = MapPage(browser, path, "lang=en")
    page = map.page
    page.get_by_role("button", name="3-D").click()
    map.settle()
    before = map.get("[kefuMap.camera.yaw, kefuMap.camera.pitch]")
    map.drag(180, 60)
    yield "rotate", map.get("[kefuMap.camera.yaw, kefuMap.camera.pitch]") != before
    zoom = map.get("kefuMap.camera.zoom")
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(150)
    yield "zoom", map.get("kefuMap.camera.zoom") > zoom
    page.keyboard.press("0")
    map.settle()
    page.keyboard.press("/")
    page.keyboard.type("exchange rate")
    page.wait_for_timeout(200)
    found = map.get("kefuMap.state.matches.reduce((sum, match) => sum + match, 0)")
    yield "search", found > 10 and page.locator("#results .result").count() == min(40, found)
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    map.settle()
    first = map.get("kefuMap.place(0).slice(0, 2)")
    page.mouse.move(*first, steps=4)
    page.wait_for_timeout(200)
    hovered = map.get("kefuMap.state.hovered")
    yield "hover", hovered >= 0 and page.locator("#tip .text").inner_text() != ""
    page.mouse.click(*first)
    page.wait_for_timeout(200)
    yield "pin with nearest texts", map.get("kefuMap.state.pinned") == hovered and page.locator("#detail .result").count() == 8
    page.keyboard.press("n")
    yield "step with the keyboard", map.get("kefuMap.state.pinned") != hovered
    page.keyboard.press("Escape")
    names = page.locator("#legend .entry .name").all_inner_texts()[:3]
    map.choose(names)
    yield "select topics", map.get("kefuMap.state.chosen.size") == 3
    flat = map.points()[0]
    page.get_by_role("button", name="Set these apart in 3-D").click()
    map.settle()
    yield "project again", not np.allclose(flat, map.points()[0])
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as PNG").click()
    yield "save as PNG", Path(download.value.path()).read_bytes()[:4] == b"\x89PNG"
    yield "no error and no request", not map.errors and map.requests == [page.url.split("#")[0]]
    page.close()


def frame_times(browser, path, fragment):
    """Returns (median, greatest) script time of a frame in milliseconds while the mouse drags, zooms and hovers."""
    map = MapPage(browser, path, fragment)
    map.get("void (kefuMap.frames.length = 0)")
    for _ in range(3):
        map.drag(200, 50, steps=15)
        map.page.mouse.wheel(0, -120)
        map.page.mouse.move(700, 400, steps=10)
    map.page.keyboard.press("2" if "space" not in fragment else "1")
    map.settle()
    frames = map.get("kefuMap.frames")
    kind, errors = map.get("kefuMap.renderer"), map.errors
    map.page.close()
    assert not errors, errors
    return kind, float(np.median(frames)), float(np.max(frames))


def rows(bench):
    from playwright.sync_api import sync_playwright

    table = bench.tsv("en-banking77/test.tsv")
    texts, labels = [row["text"] for row in table], np.array([row["label"] for row in table])
    path = bench.cache / "map.html"
    bench.run(["map", bench.texts("map", texts, label=list(labels)), "--column", "text", "--output", path])
    draws = [sorted(random.Random(seed).sample(sorted(set(labels)), 5)) for seed in range(10)]
    vectors = bench.vectors(texts)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        map = MapPage(browser, path, "lang=en&view=space&colour=label")
        apart, plain, halves = [], [], []
        for names in draws:
            map.choose(names)
            positions, _ = map.points()
            chosen = np.isin(labels, names)
            apart.append(nearest_accuracy(positions[chosen], labels[chosen]))
            map.page.get_by_role("button", name="Show all").click()
            own = vectors[chosen] - vectors[chosen].mean(axis=0)
            plain.append(nearest_accuracy(own @ np.linalg.svd(own, full_matrices=False)[2][:3].T, labels[chosen]))
        yield "map, 5-NN of five classes in 3-D, projected again; peer PCA of them", np.mean(apart), np.mean(plain), 0.90
        map.page.keyboard.press("1")
        map.settle()
        flat, _ = map.points()
        import umap

        peer = umap.UMAP(n_neighbors=15, metric="cosine", random_state=1).fit_transform(vectors - vectors.mean(axis=0))
        scores = [
            [nearest_accuracy(layout[np.isin(labels, names)], labels[np.isin(labels, names)]) for names in draws]
            for layout in (flat, peer)
        ]
        yield "map, 5-NN of five classes among neighbourhoods (2-D); peer UMAP 2-D", *np.mean(scores, axis=1), 0.94
        map.page.close()
        for name, worked in interaction(browser, path):
            yield f"map under the mouse: {name}", int(worked), None, 1
        many = bench.hundred_thousand()
        file, path = bench.texts("map-100000", many), bench.cache / "map-100000.html"
        bench.run(["map", file, "--column", "text", "--output", path])  # embeds them
        output = bench.cache / "again.html"
        start = time.monotonic()
        bench.run(["map", file, "--column", "text", "--output", output])
        yield "map of 100,000 texts, seconds", time.monotonic() - start, None, None
        for fragment in ["", "view=space", "view=space&canvas"]:
            kind, median, most = frame_times(browser, path, fragment)
            what = f"{kind}, {'3-D' if 'space' in fragment else 'flat'}, software rendering"
            yield f"map of 100,000, ms of script a frame, {what}, median", median, None, "<= 50"
            yield f"map of 100,000, ms of script a frame, {what}, most", most, None, None
        browser.close()
    yield from components(bench)


def components(bench):
    from sklearn.decomposition import PCA

    base = bench.vectors([row["text"] for row in bench.tsv("en-banking77/train.tsv")])
    generator = np.random.default_rng(1)
    made = base[generator.integers(len(base), size=100_000)]
    made = (made + generator.normal(size=made.shape, scale=0.015)).astype("<f4")
    path = bench.cache / "vectors.bin"
    made.tofile(path)
    own, peer = [], []
    for _ in range(3):
        result = bench.kefu_bench(["insight-pca", path, "--rounds", "3"])
        own.append(result["seconds"])
        start = time.process_time()
        reference = PCA(n_components=3).fit(made)
        peer.append(time.process_time() - start)
    assert np.allclose(result["variances"], reference.explained_variance_, rtol=1e-3)
    yield "PCA of 100,000 x 384, top 3, fit, seconds of CPU time", min(own), min(peer), f"<= {min(peer)}"
