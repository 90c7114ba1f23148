"""Takes away memory, file size, disk, rights and open files. Each limit is tried at least once."""
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import time

COMMANDS = [["refresh"], ["search", "article 7", "--json"], ["ask", "How long may article 7 be returned?"],
            ["batch", "questions.csv", "--output", "limited.csv", "--fresh"], ["status"]]
MEGABYTE = 1 << 20
PAGE = 4096


def run(torture, seconds):
    end = time.monotonic() + seconds
    whole = torture.workspace("whole", questions=10)
    torture.expect_sentence(torture.run(["refresh"], whole), "first refresh", failing=False)
    cases = [("memory", memory), ("file size", file_size), ("open files", open_files), ("read-only", read_only),
             ("lock", locked), ("disk", full_disk)]
    done = {}
    for name, case in cases:
        folder = torture.folder / name.replace(" ", "-")
        done[name] = case(torture, whole, folder, end)
    return ", ".join(f"{name} {count}" for name, count in done.items())


def copy(whole, folder):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(whole, folder)
    return folder


def after(torture, folder, what):
    """Checks that nothing is broken, and that kefu works as soon as the limit is gone."""
    torture.check_databases(folder, what)
    torture.expect_sentence(torture.run(["refresh"], folder), f"after {what}", failing=False)


def memory(torture, whole, folder, end):
    """Address space from too little to enough, and a table that fills it. Less than 250 MB is not tried: the libraries
    find no place then, and the system says so."""
    runs = 0
    for megabytes in [250, 350, 400, 450, 500, 600, 800, 1000, 2000, 3000]:
        limit = megabytes * MEGABYTE

        def prepare():
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

        what = f"{megabytes} MB of address space"
        for command in COMMANDS:
            copy(whole, folder)
            torture.expect_sentence(torture.run(command, folder, seconds=60, prepare=prepare), what)
            runs += 1
        serve(torture, folder, prepare, what)
        runs += 1
    rows = "".join(f"How long may article {number} be returned?,{number % 90} days.\n" for number in range(200_000))
    (folder / "knowledge-base/large.csv").write_text("question,answer\n" + rows)
    limit = 450 * MEGABYTE
    run = torture.run(["refresh"], folder, prepare=prepare)
    # Swift names the memory that it did not get before the sentence.
    run.stderr = run.stderr.replace("Fatal error: failed to allocate", "")
    torture.expect_sentence(run, "a large table in 450 MB", failing=True)
    (folder / "knowledge-base/large.csv").unlink()
    after(torture, folder, "little memory")
    return runs + 1


def serve(torture, folder, prepare, what):
    """Starts the service, which says its address or one sentence, and ends it with SIGTERM."""
    process = torture.start(["serve", "--port", "0"], folder, prepare)
    if torture.listening(process):
        process.terminate()
    try:
        _, errors = process.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        _, errors = process.communicate()
        torture.find(f"{what}: the service did not end")
    if process.returncode not in (0, 1, 130):
        torture.find(f"{what}: the service ended with code {process.returncode}: {errors[-200:]!r}")


def file_size(torture, whole, folder, end):
    runs = 0
    for kilobytes in [4, 64, 400, 2000]:
        for command in COMMANDS:
            copy(whole, folder)
            torture.write(folder, 3, 99)
            limit = kilobytes * 1024

            def prepare():
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
                # The signal of the limit would end the program; without it a write fails.
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

            run = torture.run(command, folder, seconds=60, prepare=prepare)
            torture.expect_sentence(run, f"files of {kilobytes} kB at most")
            runs += 1
        if time.monotonic() > end:
            break
    after(torture, folder, "small files")
    return runs


def open_files(torture, whole, folder, end):
    runs = 0
    for count in [16, 32, 48, 64, 96]:
        for command in COMMANDS:
            copy(whole, folder)
            run = torture.run(
                command, folder, seconds=60, prepare=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))
            )
            torture.expect_sentence(run, f"{count} open files")
            runs += 1
        if time.monotonic() > end:
            break
    after(torture, folder, "few open files")
    return runs


def read_only(torture, whole, folder, end):
    """A folder that cannot be written. Root may write everywhere, so the folder is mounted read-only then."""
    copy(whole, folder)
    torture.write(folder, 3, 99)
    runs = 0
    if os.geteuid() == 0:
        mount = ["mount", "--bind", str(folder), str(folder)]
        if subprocess.run(mount, stderr=subprocess.DEVNULL).returncode != 0:
            return "skipped (no mount)"
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
    else:
        for path in [folder, *folder.rglob("*")]:
            path.chmod(path.stat().st_mode & ~0o222)
    try:
        for command in COMMANDS:
            run = torture.run(command, folder, seconds=60)
            torture.expect_sentence(run, "read-only", failing=True if command[0] in ("refresh", "batch") else None)
            runs += 1
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", str(folder)], check=True)
        else:
            for path in [folder, *folder.rglob("*")]:
                path.chmod(path.stat().st_mode | 0o200)
    after(torture, folder, "a read-only folder")
    return runs


def locked(torture, whole, folder, end):
    """Another program holds the index for writing: reading goes on, and writing says so."""
    copy(whole, folder)
    torture.write(folder, 3, 99)
    holder = sqlite3.connect(folder / ".kefu/knowledge.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        for command in [["search", "article 7", "--json"], ["ask", "How long may article 7 be returned?"]]:
            torture.expect_sentence(torture.run(command, folder, seconds=60), "locked", failing=False)
        run = torture.run(["refresh"], folder, seconds=120)
        if run.returncode == 0:
            torture.find("a refresh of a locked index succeeded")
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    after(torture, folder, "a lock")
    return 3


def full_disk(torture, whole, folder, end):
    """A disk of some megabytes, which fills at every place of a refresh and a batch."""
    if os.geteuid() != 0:
        return "skipped (needs root)"
    # A file takes whole pages, and a folder one.
    size = sum((path.stat().st_size // PAGE + 1) * PAGE for path in whole.rglob("*"))
    runs = 0
    for spare in [8 << 10, 64 << 10, 200 << 10, 1 << 20, 3 << 20]:
        folder.mkdir(exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size + spare + (256 << 10)}", "kefu-torture", str(folder)]
        if subprocess.run(mount, stderr=subprocess.DEVNULL).returncode != 0:
            return "skipped (no mount)"
        try:
            shutil.copytree(whole, folder, dirs_exist_ok=True)
            for number in range(60):
                try:
                    torture.write(folder, number, 99)
                except OSError:
                    break
            for command in COMMANDS:
                torture.expect_sentence(torture.run(command, folder, seconds=60), f"a disk with {spare >> 10} kB left")
                runs += 1
            torture.check_databases(folder, "a full disk")
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        if time.monotonic() > end:
            break
    return runs
