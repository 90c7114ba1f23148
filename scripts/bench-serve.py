#!/usr/bin/env python3
"""Load on a running kefu serve: rate, latencies, processor time and memory. Prints one line for each measurement.

    bench-serve.py --kefu .build/release/kefu --workspace FOLDER

The completion model is a server in this process that answers at once; embeddings are kefu's own. The client shares the
processor with the service, so rates are a lower bound. The processor time is that of the service alone.
"""

import argparse
import asyncio
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time

ANSWER = """我们收到退回的商品并检查后，3 个工作日内发起退款 [1]。钱原路退回：微信和支付宝当天到账，银行卡要 1 到 7 个工作日 [1]。

退款按实际支付的金额计算：

- 优惠券抵扣的部分不退现金，券在有效期内退回账户 [2]。
- 礼品卡支付的部分退回礼品卡 [2]。
- 质量问题的退货，运费由我们承担；个人原因的退货，运费由您承担 [3]。

如果超过 7 个工作日仍未到账，请联系客服查询 [1]。"""
PIECES = [ANSWER[start : start + 5] for start in range(0, len(ANSWER), 5)]
# When the completion model got the first bytes of each request.
arrivals = []


async def completion_model(reader, writer):
    """Answers every request with fifty pieces at once."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            arrivals.append(time.perf_counter())
            length = int(re.search(rb"content-length: (\d+)", head.lower()).group(1)) if b"ontent-" in head else 0
            await reader.readexactly(length)
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
            for piece in PIECES:
                event = {"choices": [{"index": 0, "delta": {"content": piece}}]}
                writer.write(f"data: {json.dumps(event)}\n\n".encode())
            writer.write(b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')
            await writer.drain()
            writer.close()
            return
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def request(port, body, leave_after=None):
    """Sends a question. Returns the seconds, and whether the whole answer came."""
    start = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    content = json.dumps(body).encode()
    writer.write(
        b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        + f"Content-Length: {len(content)}\r\n\r\n".encode() + content
    )
    try:
        if leave_after is not None:
            await asyncio.wait_for(reader.read(), leave_after)
        reply = await reader.read()
    except asyncio.TimeoutError:
        reply = b""
    finally:
        writer.close()
    return time.perf_counter() - start, b"[DONE]" in reply or b'"finish_reason":"stop"' in reply


def question(text, stream=False):
    return {"messages": [{"role": "user", "content": text}], "stream": stream}


class Service:
    """kefu serve as a child process."""

    def __init__(self, kefu, workspace, model_port, *settings):
        arguments = [f"--set={setting}" for setting in settings]
        environment = os.environ | {
            "KEFU_COMPLETION_PROVIDER": "openai", "KEFU_COMPLETION_BASE_URL": f"http://127.0.0.1:{model_port}/v1",
            "KEFU_EMBEDDING_PROVIDER": "local", "OPENAI_API_KEY": "bench",
            "KEFU_SERVER_REQUESTS_PER_ADDRESS": "1000000",
        }
        start = time.perf_counter()
        self.process = subprocess.Popen(
            [kefu, "serve", "--workspace", workspace, "--port", "0", *arguments],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        self.port = int(re.search(r":(\d+)/v1", self.process.stdout.readline()).group(1))
        self.start_seconds = time.perf_counter() - start

    def processor_seconds(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self):
        status = open(f"/proc/{self.process.pid}/status").read()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


def write_stored_answers(folder, count):
    """Writes questions with stored answers, all different, into a knowledge base. Returns the questions."""
    topics = ["退货", "发票", "保修", "运费", "换货", "refunds", "invoices", "the warranty", "shipping", "exchanges"]
    questions = []
    with open(os.path.join(folder, "knowledge-base", "stored-answers.csv"), "w", encoding="utf-8") as file:
        file.write("question,answer\n")
        for number in range(count):
            topic = topics[number % len(topics)]
            if topic.isascii():
                questions.append(f"What are the rules of {topic} for the model KX-{number}?")
            else:
                questions.append(f"型号 KX-{number} 的{topic}规则是什么？")
            file.write(f"{questions[-1]},KX-{number}: {topic} {number % 90 + 1}\n")
    return questions


async def first_bytes(service, bodies):
    """Asks one question after the other. Prints the time from the last byte of each to the model's first."""
    del arrivals[:]
    pauses = []
    for body in bodies:
        start = time.perf_counter()
        await request(service.port, body)
        pauses.append(arrivals[-1] - start)
    pauses.sort()
    print(
        f"to the first byte at the model: median {pauses[len(pauses) // 2] * 1000:.1f} ms, "
        f"p95 {pauses[len(pauses) * 95 // 100] * 1000:.1f} ms of {len(pauses)}", flush=True,
    )


async def load(service, bodies, connections):
    """Sends all bodies over so many connections. Returns the latencies and how many answers were whole."""
    waiting = list(reversed(bodies))
    results = []

    async def work():
        while waiting:
            results.append(await request(service.port, waiting.pop()))

    await asyncio.gather(*(work() for _ in range(connections)))
    return [seconds for seconds, _ in results], sum(whole for _, whole in results)


def report(name, service, latencies, whole, elapsed, processor):
    quantiles = statistics.quantiles(latencies, n=100)
    print(
        f"{name}: {len(latencies) / elapsed:.0f} a second, median {quantiles[49] * 1000:.1f} ms, "
        f"p99 {quantiles[98] * 1000:.1f} ms, whole {whole} of {len(latencies)}, processor "
        f"{processor / len(latencies) * 1000:.2f} ms an answer, {service.megabytes():.0f} MB, "
        f"{service.descriptors()} descriptors", flush=True,
    )


async def measured(name, service, bodies, connections):
    before, start = service.processor_seconds(), time.perf_counter()
    latencies, whole = await load(service, bodies, connections)
    report(name, service, latencies, whole, time.perf_counter() - start, service.processor_seconds() - before)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kefu", default=".build/release/kefu")
    parser.add_argument("--workspace", required=True)
    parser.add_argument("--written", default="退货以后钱多久退回来，怎么算？")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--minutes", type=float, default=1)
    options = parser.parse_args()
    questions = write_stored_answers(options.workspace, options.count)
    subprocess.run([options.kefu, "refresh", "--workspace", options.workspace], check=True, stderr=subprocess.DEVNULL)
    model = await asyncio.start_server(completion_model, "127.0.0.1", 0, backlog=4096)
    service = Service(options.kefu, options.workspace, model.sockets[0].getsockname()[1])
    print(f"start: {service.start_seconds * 1000:.0f} ms", flush=True)
    stored = [question(text) for text in questions]
    await measured("warm-up", service, stored[:100], 4)
    await measured("stored answers, 64 connections", service, stored, 64)
    # No two are the same, so that nothing remembers their vectors.
    written = [question(f"我买了 {number} 件，{options.written}") for number in range(600)]
    await measured("written answers, 8 connections", service, written[:400], 8)
    await first_bytes(service, written[400:])
    streams = [question(options.written, stream=True)] * 500
    await measured("500 streams at once", service, streams, 500)

    end = time.perf_counter() + options.minutes * 60
    sizes = []
    while time.perf_counter() < end:
        batch = [request(service.port, stored[index]) for index in range(40)]
        batch += [request(service.port, streams[0], leave_after=0.005 * index) for index in range(20)]
        batch += [request(service.port, streams[0]) for _ in range(10)]
        await asyncio.gather(*batch, return_exceptions=True)
        sizes.append((service.megabytes(), service.descriptors()))
    print(
        f"mixed load with clients that leave, {options.minutes:g} min: {sizes[0][0]:.0f} MB at first, "
        f"{sizes[-1][0]:.0f} MB at last; {sizes[0][1]} and {sizes[-1][1]} descriptors", flush=True,
    )
    print(f"stop: exit code {service.stop()}", flush=True)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
