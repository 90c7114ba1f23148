#!/usr/bin/env python3
"""Measures chunks per second of `kefu refresh` compared with LangChain + Chroma, on the same documents and the same
embedding service.

    VENV/bin/python scripts/bench-refresh.py [--documents 10000]

VENV is a virtual environment with langchain-openai, langchain-chroma and langchain-text-splitters. Without it, or with
--no-peer, only kefu is measured. The service is `kefu-bench embedding-server`, a separate process that replies at once.
Three runs are measured: a first refresh, one without changes, one with one changed file. Nothing is installed or
downloaded. The exit code is 1 if a figure misses its target.
"""
import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ZH = """退货须在签收后十五天内申请 商品须完好且不影响二次销售 运费由责任方承担 会员可以免费取件一次 发票在确认收货后开具
客服工作时间为每天九点到二十一点 订单提交后两小时内可以修改地址 退款在仓库签收后三个工作日内原路退回 保修期自购买之日起一年
充电时请使用原装适配器 首次使用前请充满电 请勿在潮湿环境中使用 系统会自动下载更新 可以在设置里关闭通知""".split()
EN = """returns must be requested within fifteen days of delivery|the goods must be unused and in their box|
members may have one parcel collected free of charge|we issue refunds within three business days|
the warranty runs for one year from the day of purchase|please use the charger that came with the device|
the address can be changed for two hours after the order|updates are installed over night|
our staff are at their desks from nine to nine|invoices are sent once the parcel has arrived""".replace("\n", "").split("|")

PEER = """
import sys, time, json
from pathlib import Path
from langchain_chroma import Chroma
from langchain_openai import OpenAIEmbeddings
from langchain_core.documents import Document
from langchain_text_splitters import RecursiveCharacterTextSplitter
folder, store, address, batch = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
start = time.perf_counter()
embeddings = OpenAIEmbeddings(model="bench", base_url=address, api_key="none", chunk_size=batch, check_embedding_ctx_length=False)
index = Chroma("documents", embeddings, persist_directory=store)
splitter = RecursiveCharacterTextSplitter(
    chunk_size=900, chunk_overlap=120, length_function=lambda text: len(text.encode()),
    separators=["\\n\\n", "\\n", "。", ". ", " ", ""])
waiting, chunks = [], 0
for path in sorted(Path(folder).rglob("*.md")):
    document = Document(path.read_text(encoding="utf-8"), metadata={"source": str(path)})
    waiting += splitter.split_documents([document])
    while len(waiting) >= batch:
        index.add_documents(waiting[:batch])
        chunks, waiting = chunks + batch, waiting[batch:]
if waiting:
    index.add_documents(waiting)
print(json.dumps({"chunks": chunks + len(waiting), "seconds": time.perf_counter() - start}))
"""


def document(number, size):
    """Returns a page of about `size` bytes, in Chinese or English, with headings and a number in every sentence."""
    chance, lines = random.Random(number), []
    phrases, end = (ZH, "。") if number % 2 else (EN, ". ")
    lines.append(f"# {'文档' if number % 2 else 'Document'} {number}\n")
    while len("\n".join(lines).encode()) < size:
        if len(lines) % 3 == 1:
            lines.append(f"\n## {chance.choice(phrases)[:20]} {chance.randrange(10**6)}\n")
        lines.append("".join(f"{chance.choice(phrases)} {chance.randrange(10**6)}{end}" for _ in range(5)) + "\n")
    return "\n".join(lines)


def write(folder, count, size):
    for number in range(count):
        path = folder / f"{number % 100:02}" / f"{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(number, size), encoding="utf-8")


def run(command, environment=None):
    """Runs a command; returns its JSON output, wall-clock seconds, processor seconds and peak memory in MB."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, env=dict(os.environ, **(environment or {})), stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        if status != 0:
            sys.exit(f"{command[0]} failed with status {status}")
        output.seek(0)
        figures = json.loads(output.read())
    memory = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return figures, wall, usage.ru_utime + usage.ru_stime, memory


def asked(address):
    with urllib.request.urlopen(address.replace("/v1", "/count")) as reply:
        return json.load(reply)["requests"]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bench", default=".build/release/kefu-bench", help="the built kefu-bench")
    options.add_argument("--program", default=".build/release/kefu", help="the built kefu")
    options.add_argument("--job-alone", action="store_true", help="measure only the refresh job, without the kefu program")
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--bytes", type=int, default=2_000, help="the size of a document")
    options.add_argument("--dimensions", type=int, default=1536)
    options.add_argument("--batch", type=int, default=256)
    options.add_argument("--no-peer", action="store_true")
    options = options.parse_args()

    with tempfile.TemporaryDirectory(prefix="kefu-bench-") as root:
        root = Path(root)
        folder = root / "knowledge-base"
        write(folder, options.documents, options.bytes)
        server = subprocess.Popen(
            [options.bench, "embedding-server", "--dimensions", str(options.dimensions)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        address = server.stdout.readline().strip()
        if options.job_alone:
            command = [options.bench, "refresh", str(folder), "--database", str(root / "index.sqlite"), "--service", address,
                       "--dimensions", str(options.dimensions), "--batch", str(options.batch)]
            environment = {}
        else:
            (root / "prompts").symlink_to(Path(__file__).resolve().parent.with_name("prompts"))
            (root / "kefu.yaml").write_text(
                f"embedding:\n  provider: openai\n  model: bench\n  dimensions: {options.dimensions}\n"
                f"  batch-size: {options.batch}\n")
            command = [options.program, "refresh", "--json", "--workspace", str(root)]
            environment = {"OPENAI_BASE_URL": address, "OPENAI_API_KEY": "none"}

        print(f"{options.documents} documents of {options.bytes} bytes, {options.dimensions} dimensions")
        print(f"{'':34} {'seconds':>8} {'cpu':>7} {'MB':>6} {'chunks':>7} {'chunks/s':>9} {'calls':>6}")
        rates, falls = {}, []

        def show(name, command, environment=None):
            before = asked(address)
            figures, wall, cpu, memory = run(command, environment)
            calls = asked(address) - before
            rates[name] = figures["chunks"] / wall
            print(f"{name:34} {wall:8.2f} {cpu:7.2f} {memory:6.0f} {figures['chunks']:7} {rates[name]:9.0f} {calls:6}")
            return wall, calls, memory

        _, _, memory = show("kefu refresh", command, environment)
        if rates["kefu refresh"] < 2_000:
            falls.append("fewer than 2,000 chunks a second")
        if memory > 200:
            falls.append("more than 200 MB")
        wall, calls, _ = show("  nothing changed", command, environment)
        if options.documents == 10_000 and (wall >= 1 or calls > 0):
            falls.append("an unchanged refresh takes 1 s or calls the service")
        changed = folder / "00" / "00000.md"
        changed.write_text(changed.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
        wall, _, _ = show("  one file changed", command, environment)
        if options.documents == 10_000 and wall >= 1.2:
            falls.append("a refresh with one changed file takes 1.2 s")
        if not options.no_peer:
            try:
                import langchain_chroma, langchain_openai, langchain_text_splitters  # noqa: F401
            except ImportError as error:
                print(f"no peer: {error}", file=sys.stderr)
            else:
                peer = [sys.executable, "-c", PEER, str(folder), str(root / "chroma"), address, str(options.batch)]
                show("LangChain + Chroma", peer, {"ANONYMIZED_TELEMETRY": "False"})
                ratio = rates["kefu refresh"] / rates["LangChain + Chroma"]
                print(f"kefu is {ratio:.1f} times as fast")
                if ratio < 4:
                    falls.append("less than 4 times LangChain + Chroma")
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        server.stdin.close()
        server.wait()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"the service took {after.ru_utime + after.ru_stime - usage.ru_utime - usage.ru_stime:.1f} s of processor time")
        for fall in falls:
            print(f"target missed: {fall}", file=sys.stderr)
    return 1 if falls else 0


if __name__ == "__main__":
    sys.exit(main())
